// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/affected.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "domain/board/kconfig_board.hpp"

namespace bm::board {
namespace {

constexpr std::array<std::string_view, 3> idle_folders = {"doc/", "test/py/", ".github/"};
constexpr std::array<std::string_view, 8> idle_names = {
    "MAINTAINERS", "README",           ".gitignore",           ".gitlab-ci.yml",
    ".mailmap",    ".checkpatch.conf", ".azure-pipelines.yml", ".readthedocs.yml"};

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool is_idle(std::string_view path) {
    return std::ranges::any_of(idle_folders, [&](auto f) { return path.starts_with(f); }) ||
           std::ranges::any_of(idle_names, [&](auto n) { return name_of(path) == n; });
}

Touch touch_of_path(std::string_view path) {
    if (is_idle(path)) return Touch::nobody;
    const bool configures = path.starts_with("configs/") || name_of(path).starts_with("Kconfig");
    return configures ? Touch::configurations : Touch::everybody;
}

}  // namespace

Touch touch_of(const std::vector<std::string>& paths) {
    auto widest = Touch::nobody;
    for (const auto& path : paths) widest = std::max(widest, touch_of_path(path));
    return widest;
}

bool touches_extensions(const std::vector<std::string>& paths) {
    return std::ranges::any_of(paths, [](std::string_view path) {
        return path.ends_with(".config") || path.ends_with(".buildman");
    });
}

}  // namespace bm::board
