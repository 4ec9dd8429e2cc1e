// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/plan/blobs.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace bm::plan {
namespace {

bool is_made_by_a_build(std::string_view path) {
    constexpr std::array folders = {"spl/", "tpl/", "vpl/", "build/"};
    constexpr std::array names = {"u-boot", "spl", "tpl", "vpl", "System", "mkimage", "fit"};
    const auto starts = [](std::string_view text) {
        return [text](const char* start) { return text.starts_with(start); };
    };
    const auto name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
    return std::ranges::any_of(folders, starts(path)) || std::ranges::any_of(names, starts(name));
}

}  // namespace

std::vector<std::string> blobs_among(const std::vector<std::string>& ignored) {
    std::vector<std::string> blobs;
    for (const auto& path : ignored)
        if ((path.ends_with(".bin") || path.ends_with(".elf")) && !is_made_by_a_build(path))
            blobs.push_back(path);
    return blobs;
}

}  // namespace bm::plan
