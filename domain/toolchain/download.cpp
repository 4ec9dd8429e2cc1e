// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/download.hpp"

#include <algorithm>

#include "domain/core/names.hpp"
#include "domain/toolchain/arches.hpp"
#include "domain/toolchain/probe.hpp"

namespace bm::toolchain {
namespace {

constexpr std::size_t most_links = 10'000;
constexpr std::size_t hash_length = 64;

bool is_local(std::string_view link) {
    if (link.ends_with('/')) link.remove_suffix(1);
    return core::is_file_name(link) && link.front() != '-';
}

bool is_version(std::string_view name) {
    return name.front() >= '0' && name.front() <= '9' && name.find('.') != std::string_view::npos &&
           name.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::optional<Archive> read_archive(const std::string& file) {
    constexpr std::string_view end = ".tar.xz";
    if (!file.ends_with(end)) return std::nullopt;
    const auto stem = file.substr(0, file.size() - end.size());
    constexpr std::string_view mark = "-nolibc-";
    constexpr std::string_view old_mark = "-nolibc_";  // of versions before 6
    auto at = stem.find(mark);
    if (at == std::string::npos) at = stem.find(old_mark);
    if (at == std::string::npos) return std::nullopt;
    const auto target = stem.substr(at + mark.size());
    const auto dash = target.find('-');
    if (dash == std::string::npos || dash == 0) return std::nullopt;
    return Archive{file, target, target.substr(0, dash)};
}

}  // namespace

std::string host_folder(std::string_view machine) {
    if (machine == "aarch64") return "arm64";
    if (machine == "i586" || machine == "i686") return "i386";
    return std::string(machine);
}

std::vector<std::string> links_in(std::string_view html) {
    std::vector<std::string> found;
    constexpr std::string_view mark = "href=\"";
    for (auto at = html.find(mark); at != std::string_view::npos && found.size() < most_links;
         at = html.find(mark, at)) {
        at += mark.size();
        const auto end = html.find('"', at);
        if (end == std::string_view::npos) break;
        const auto link = html.substr(at, end - at);
        if (is_local(link)) found.emplace_back(link);
    }
    return found;
}

std::vector<std::string> versions_in(const std::vector<std::string>& links) {
    std::vector<std::string> found;
    for (const auto& link : links)
        if (link.ends_with('/') && is_version(link.substr(0, link.size() - 1)))
            found.push_back(link.substr(0, link.size() - 1));
    std::ranges::sort(
        found, [](const auto& one, const auto& other) { return compare_versions(one, other) > 0; });
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::vector<Archive> archives_in(const std::vector<std::string>& links) {
    std::vector<Archive> found;
    for (const auto& link : links)
        if (const auto archive = read_archive(link)) found.push_back(*archive);
    std::ranges::sort(found, {}, &Archive::file);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::optional<Archive> archive_for(const std::vector<Archive>& archives, std::string_view arch) {
    std::vector<std::string_view> names = {arch};
    for (const auto other : stand_ins(arch)) names.push_back(other);
    for (const auto name : names) {
        const auto found = std::ranges::find(archives, name, &Archive::cpu);
        if (found != archives.end()) return *found;
    }
    return std::nullopt;
}

std::optional<Archive> archive_with_prefix(const std::vector<Archive>& archives,
                                           std::string_view arch) {
    for (const auto prefix : prefixes(arch))
        for (const auto& archive : archives)
            if (archive.target + "-" == prefix) return archive;
    return std::nullopt;
}

std::string folder_of(const Archive& archive) {
    constexpr std::string_view mark = "-nolibc";
    const auto end = std::min(archive.file.find(mark), archive.file.size());
    const auto begin = std::min(archive.file.find("gcc-"), end);
    return archive.file.substr(begin, end - begin).append(mark) + "/" + archive.target;
}

std::optional<std::string> hash_in(std::string_view sums, std::string_view file) {
    while (!sums.empty()) {
        const auto end = std::min(sums.find('\n'), sums.size());
        const auto line = sums.substr(0, end);
        sums.remove_prefix(std::min(end + 1, sums.size()));
        if (line.size() < hash_length + 2 || line[hash_length] != ' ') continue;
        auto name = line.substr(hash_length + 2);
        if (name.ends_with('\r')) name.remove_suffix(1);
        const auto hash = line.substr(0, hash_length);
        if (name == file && hash.find_first_not_of("0123456789abcdef") == std::string_view::npos)
            return std::string(hash);
    }
    return std::nullopt;
}

}  // namespace bm::toolchain
