// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/boss_toolchains.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <vector>

#include "apps/bm/settings_files.hpp"
#include "apps/bm/toolchain_search.hpp"
#include "apps/bm/worker/machine.hpp"
#include "domain/toolchain/choice.hpp"
#include "domain/toolchain/llvm.hpp"
#include "domain/toolchain/toolchain.hpp"

namespace bm::app {
namespace {

using core::ErrorKind;

std::vector<std::string> arches_of(const Setup& setup) {
    std::set<std::string> arches;
    for (const auto& board : setup.selected.boards) arches.insert(board.arch);
    return {arches.begin(), arches.end()};
}

bool settings_bring_any(const toolchain::Wishes& wishes, const std::string& home) {
    std::error_code ignored;
    return !wishes.empty() || std::filesystem::is_directory(
                                  home + std::string(toolchain::fetched_folder.substr(1)), ignored);
}

bool names_prefix(const toolchain::Wishes& wishes, const std::string& arch) {
    return std::ranges::find(wishes.prefixes, arch, &toolchain::Wish::key) != wishes.prefixes.end();
}

void tell_rejected(const toolchain::Choice& choice, std::vector<std::string>& notices) {
    for (const auto& [judged, reason] : choice.standings) {
        if (judged == choice.chosen) return;
        if (!judged->said && toolchain::is_of_settings(judged->candidate))
            notices.push_back(fmt::format("{} is not used for {}: it {}", judged->candidate.path,
                                          choice.arch, judged->said.error().message));
    }
}

}  // namespace

core::Expected<void> choose_toolchains(const cli::BossOptions& options,
                                       const toolchain::Wishes& wishes,
                                       const std::map<std::string, std::string>& environment,
                                       Setup& setup) {
    const auto home = value_of(environment, "HOME");
    if (!settings_bring_any(wishes, home)) return {};
    const auto arches = arches_of(setup);
    BM_TRY_ASSIGN(const auto judged, search_toolchains(wishes, arches, environment));
    for (const auto& arch : arches) {
        const auto choice = toolchain::choose(arch, wishes, judged);
        const bool needed = options.compiler.empty() && !options.no_local;
        if (!choice.chosen && needed && names_prefix(wishes, arch))
            return core::fail(ErrorKind::usage, choice.why);
        tell_rejected(choice, setup.notices);
        if (!choice.chosen || !toolchain::is_of_settings(choice.chosen->candidate)) continue;
        const auto& [candidate, said] = *choice.chosen;
        const auto& path = candidate.word.empty() ? candidate.path : candidate.word;
        setup.toolchains[arch] = path;
        if (!setup.machines.empty() && !toolchain::elsewhere(path, home))
            setup.notices.push_back(fmt::format(
                "{} serves {} on this machine alone; others build it with what they have in PATH",
                path, arch));
    }
    return {};
}

core::Expected<void> check_llvm(const cli::BossOptions& options, const Setup& setup,
                                ports::SourceTree& source) {
    auto word = options.compiler;
    for (const auto& [arch, compiler] : setup.toolchains)
        if (options.compiler.empty() && toolchain::asks_for_llvm(compiler)) word = compiler;
    if (!toolchain::asks_for_llvm(word)) return {};
    const auto makefile = setup.current ? read_file(setup.source + "/Makefile")
                                        : source.file(setup.series.commits.back().hash, "Makefile");
    if (!makefile) return {};
    toolchain::Toolchain wanted;
    BM_TRY_ASSIGN(wanted.llvm, toolchain::llvm_value(word));
    BM_TRY(toolchain::for_tree(wanted, toolchain::llvm_tree(*makefile, ""), {}));
    return {};
}

std::map<std::string, std::string> toolchains_elsewhere(
    const std::map<std::string, std::string>& toolchains,
    const std::map<std::string, std::string>& environment) {
    std::map<std::string, std::string> result;
    for (const auto& [arch, path] : toolchains)
        if (const auto there = toolchain::elsewhere(path, value_of(environment, "HOME")))
            result[arch] = *there;
    return result;
}

bool asks_for_one_line(const cli::BossOptions& options) {
    return options.print_prefix || options.print_arch;
}

core::Expected<std::string> one_line(const cli::BossOptions& options,
                                     const toolchain::Wishes& wishes,
                                     const std::map<std::string, std::string>& environment,
                                     const Setup& setup) {
    const auto arches = arches_of(setup);
    if (options.print_arch) {
        if (arches.size() != 1)
            return core::fail(ErrorKind::usage, "Supplied boards must share one arch");
        return arches.front() + "\n";
    }
    BM_TRY_ASSIGN(const auto judged, search_toolchains(wishes, arches, environment));
    std::set<std::string> compilers;
    for (const auto& arch : arches) {
        const auto choice = toolchain::choose(arch, wishes, judged);
        if (!choice.chosen) return core::fail(ErrorKind::usage, choice.why);
        compilers.insert(choice.chosen->candidate.path);
    }
    if (compilers.size() != 1)
        return core::fail(ErrorKind::usage, "Supplied boards must share one toolchain");
    const auto prefix = full_prefix(*compilers.begin());
    return (prefix.empty() || setup.wrapper.empty() ? prefix : setup.wrapper + " " + prefix) + "\n";
}

}  // namespace bm::app
