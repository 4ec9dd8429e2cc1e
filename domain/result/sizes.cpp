// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/sizes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "domain/result/elf_text.hpp"

namespace bm::result {
namespace {

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto start = text.find_first_not_of(separators);
        if (start == std::string_view::npos) return parts;
        text.remove_prefix(start);
        const auto end = std::min(text.find_first_of(separators), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

std::optional<std::uint64_t> number(std::string_view text, int base) {
    constexpr std::uint64_t bound = std::uint64_t{1} << 48;  // sums of them cannot overflow
    std::uint64_t value = 0;
    const auto [end, problem] =
        std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (problem != std::errc() || end != text.data() + text.size() || value >= bound)
        return std::nullopt;
    return value;
}

std::optional<ImageSizes> read_row(std::string_view row) {
    const auto fields = split(row, " \t\r");
    if (fields.size() < 6) return std::nullopt;
    const auto text = number(fields[0], 10);
    const auto data = number(fields[1], 10);
    const auto bss = number(fields[2], 10);
    const auto rodata = fields.size() > 6 ? number(fields[6], 16) : std::uint64_t{0};
    if (!text || !data || !bss || !rodata) return std::nullopt;
    const bool whole = fields[5].data() + fields[5].size() != row.data() + row.size();
    return ImageSizes{std::string(fields[5]), *text, *data, *bss, *rodata, whole};
}

/// The row with the image's name in place of a path on the machine where it was built.
std::string placed_nowhere(std::string_view row) {
    const auto fields = split(row, " \t\r");
    if (fields.size() < 6 || !fields[5].starts_with('/')) return std::string(row);
    const auto path = fields[5];
    const auto slash = path.rfind('/');
    const auto name = path.substr(slash + 1);
    auto image = std::string(name);
    for (const std::string_view phase : {"spl", "tpl", "vpl"})
        if (path.substr(0, slash).ends_with("/" + std::string(phase)))
            image = std::string(phase) + "/" + image;
    const auto begin = static_cast<std::size_t>(path.data() - row.data());
    return std::string(row.substr(0, begin)) + image + std::string(row.substr(begin + path.size()));
}

bool is_header(std::string_view row) {
    const auto fields = split(row, " \t\r");
    return !fields.empty() && fields[0] == "text";
}

}  // namespace

std::string sizes_row(const ElfImage& image, std::string_view name) {
    std::string rodata;
    for (const auto& section : image.sections)
        if (section.name == ".rodata") rodata = fmt::format("{:08x}", section.size);
    return size_row(image, name) + " " + rodata;
}

std::string sizes_file(std::string_view rows) {
    std::string file;
    for (const auto row : split(rows, "\n"))
        if (!is_header(row)) file += placed_nowhere(row) + "\n";
    return file;
}

std::vector<ImageSizes> read_sizes(std::string_view file) {
    std::vector<ImageSizes> all;
    for (const auto row : split(file, "\n"))
        if (auto sizes = read_row(row)) all.push_back(std::move(*sizes));
    return all;
}

}  // namespace bm::result
