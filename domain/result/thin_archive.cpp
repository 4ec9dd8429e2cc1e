// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/thin_archive.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

namespace bm::result {
namespace {

// A header is 60 bytes: name 16, date 12, uid 6, gid 6, mode 8, size 10, magic 2.
constexpr std::size_t header_bytes = 60;
constexpr std::size_t name_bytes = 16;
constexpr std::size_t size_at = 48;
constexpr std::size_t size_bytes = 10;

std::string_view trimmed(std::string_view field) {
    const auto end = field.find_last_not_of(' ');
    return field.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

std::optional<std::uint64_t> number(std::string_view field) {
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (problem != std::errc() || end != field.data() + field.size()) return std::nullopt;
    return value;
}

auto broken(const char* what) {
    return core::fail(core::ErrorKind::refused, std::string("thin archive: ") + what);
}

bool stays_in_folder(std::string_view name) {
    return !name.empty() && name.front() != '/' && name.find("..") == std::string_view::npos &&
           name.find('\0') == std::string_view::npos;
}

/// A name in the table ends with "/\n".
std::optional<std::string_view> table_name(std::string_view table, std::uint64_t offset) {
    if (offset >= table.size()) return std::nullopt;
    const auto rest = table.substr(offset);
    const auto end = rest.find("/\n");
    if (end == std::string_view::npos) return std::nullopt;
    return rest.substr(0, end);
}

}  // namespace

core::Expected<std::vector<std::string>> thin_members(std::string_view bytes) {
    if (!bytes.starts_with(thin_magic)) return broken("it does not begin as one");
    bytes.remove_prefix(thin_magic.size());
    std::vector<std::string> members;
    std::string_view table;
    while (!bytes.empty()) {
        if (bytes.size() < header_bytes || bytes.substr(header_bytes - 2, 2) != "`\n")
            return broken("a member's header is damaged");
        const auto name = trimmed(bytes.substr(0, name_bytes));
        const auto size = number(trimmed(bytes.substr(size_at, size_bytes)));
        bytes.remove_prefix(header_bytes);
        if (!size) return broken("a member's size is no number");
        if (name == "/" || name == "//" || name == "/SYM64/") {  // only these have bytes here
            if (*size > bytes.size()) return broken("it is cut short");
            if (name == "//") table = bytes.substr(0, *size);
            bytes.remove_prefix(std::min<std::size_t>(*size + (*size & 1), bytes.size()));
            continue;
        }
        const auto offset = name.starts_with('/') ? number(name.substr(1)) : std::nullopt;
        const auto full = offset ? table_name(table, *offset) : std::nullopt;
        if (!full) return broken("a member has no name");
        if (stays_in_folder(*full)) members.emplace_back(*full);
    }
    return members;
}

}  // namespace bm::result
