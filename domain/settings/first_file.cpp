// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/first_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bm::settings {
namespace {

constexpr std::string_view heading =
    "# Settings of bm, which U-Boot's buildman reads, too. `bm config` lists what holds.\n\n";

constexpr std::string_view sections = R"(
[toolchain]
# Where other compilers are; each line is a folder, or a pattern:
# mine = /opt/toolchains/*

[toolchain-prefix]
# The compiler of an arch, or what stands before its "gcc":
# arm = /opt/arm/bin/arm-none-eabi-

[make-flags]
# What make is told for one board:
# snow = KCFLAGS=-DSLOW

[machines]
# Machines that build too (bm boss --dist), reached by your ssh; bm machines tells what each can do:
# kea = me@kea.example.org
)";

std::size_t boards_of(const std::vector<ArchHere>& arches, bool served) {
    std::size_t sum = 0;
    for (const auto& one : arches) sum += one.compiler.empty() == served ? 0 : one.boards;
    return sum;
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::vector<ArchHere> in_order(std::vector<ArchHere> arches) {
    std::erase_if(arches, [](const ArchHere& a) { return a.boards == 0 && a.compiler.empty(); });
    std::ranges::sort(arches, [](const ArchHere& a, const ArchHere& b) {
        return a.boards != b.boards ? a.boards > b.boards : a.arch < b.arch;
    });
    return arches;
}

std::string first_file(const std::vector<ArchHere>& arches) {
    std::string text(heading);
    text += "# Compilers that were found here; those in PATH need no entry:\n";
    for (const auto& one : arches)
        if (!one.compiler.empty())
            text += fmt::format("#   {}: {} ({})\n", one.arch, one.compiler, one.version);
    return text + std::string(sections);
}

std::string coverage_text(const std::vector<ArchHere>& arches) {
    const auto served = boards_of(arches, true);
    const auto all = served + boards_of(arches, false);
    std::string text;
    if (all > 0)
        text += fmt::format("{} of {} boards ({:.1f}%) have a compiler here\n", served, all,
                            share(served, all));
    for (const auto& one : arches)
        if (one.compiler.empty())
            text += fmt::format("  {}: none for {} board{} ({:.1f}%){}\n", one.arch, one.boards,
                                one.boards == 1 ? "" : "s", share(one.boards, all), one.remedy);
    return text;
}

}  // namespace bm::settings
