// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/affected.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "domain/board/kconfig_board.hpp"

namespace bm::board {
namespace {

/// Nothing that a build reads.
constexpr std::array<std::string_view, 5> idle_folders = {"doc/", "test/py/", "tools/buildman/",
                                                          "tools/patman/", ".github/"};
constexpr std::array<std::string_view, 8> idle_names = {
    "MAINTAINERS", "README",           ".gitignore",           ".gitlab-ci.yml",
    ".mailmap",    ".checkpatch.conf", ".azure-pipelines.yml", ".readthedocs.yml"};

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool is_idle(std::string_view path) {
    return std::ranges::any_of(idle_folders, [&](auto f) { return path.starts_with(f); }) ||
           std::ranges::any_of(idle_names, [&](auto n) { return name_of(path) == n; });
}

/// The folder below `top` that the path is in; empty: it is in none.
std::string folder_below(std::string_view path, std::string_view top) {
    if (!path.starts_with(top)) return {};
    path.remove_prefix(top.size());
    const auto slash = path.find('/');
    return std::string(slash == std::string_view::npos ? std::string_view()
                                                       : path.substr(0, slash));
}

/// The header below include/configs/ without its suffix; empty: it is none.
std::string config_name_of(std::string_view path) {
    constexpr std::string_view top = "include/configs/";
    if (!path.starts_with(top) || !path.ends_with(".h")) return {};
    return std::string(path.substr(top.size(), path.size() - top.size() - 2));
}

void add(Touched& touched, std::string_view path) {
    if (is_idle(path)) return;
    if (const auto target = target_of(path)) {
        touched.targets.insert(*target);
    } else if (name_of(path).starts_with("Kconfig")) {
        touched.kconfig = true;
    } else if (auto arch = folder_below(path, "arch/"); !arch.empty()) {
        touched.archs.insert(std::move(arch));
    } else if (auto vendor = folder_below(path, "board/"); !vendor.empty()) {
        touched.vendors.insert(std::move(vendor));
    } else if (auto header = config_name_of(path); !header.empty()) {
        touched.config_names.insert(std::move(header));
    } else {
        touched.everything = true;
    }
}

std::string folder_of_arch(const Board& board) {
    if (board.arch == "aarch64") return "arm";
    return board.arch.starts_with("riscv") ? "riscv" : board.arch;
}

}  // namespace

Touched touched_by(const std::vector<std::string>& paths) {
    Touched touched;
    for (const auto& path : paths) add(touched, path);
    return touched;
}

bool can_touch(const Touched& touched, const Board& board) {
    return touched.everything || touched.archs.contains(folder_of_arch(board)) ||
           touched.vendors.contains(board.vendor.empty() ? board.board_name : board.vendor) ||
           touched.config_names.contains(board.config_name) ||
           touched.targets.contains(board.target);
}

}  // namespace bm::board
