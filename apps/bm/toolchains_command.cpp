// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/toolchains_command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "adapters/process/descendants.hpp"
#include "adapters/terminal/screen.hpp"
#include "apps/bm/command_end.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/toolchain_fetch.hpp"
#include "apps/bm/toolchain_search.hpp"
#include "apps/bm/worker/machine.hpp"
#include "domain/core/nearest.hpp"
#include "domain/core/shown.hpp"
#include "domain/settings/toolchain_wishes.hpp"
#include "domain/toolchain/arches.hpp"

namespace bm::app {
namespace {

/// Boards' arches, and what the settings have an entry for.
std::vector<std::string> all_arches(const toolchain::Wishes& wishes) {
    auto all = toolchain::board_arches();
    for (const auto& wish : wishes.prefixes) all.push_back(wish.key);
    for (const auto& alias : wishes.aliases) all.push_back(alias.first);
    std::ranges::sort(all);
    const auto rest = std::ranges::unique(all);
    all.erase(rest.begin(), rest.end());
    return all;
}

std::string candidates_text(const toolchain::Choice& choice) {
    std::string text;
    for (const auto& [judged, reason] : choice.standings)
        text += fmt::format("    priority {:>2}: {}  {}\n", judged->candidate.priority,
                            judged->candidate.path, reason.empty() ? "serves" : reason);
    return text;
}

std::string choice_text(const toolchain::Choice& choice, std::size_t width) {
    if (!choice.chosen)
        return fmt::format("{:<10}  none: {}{}\n", choice.arch, choice.why, remedy(choice.arch));
    const auto& said = *choice.chosen->said;
    return fmt::format("{:<10}  {:<{}}  {:<7} {}: {}\n", choice.arch, choice.chosen->candidate.path,
                       width, said.version, said.target, choice.why);
}

std::string clang_text(const toolchain::Judged& clang, std::size_t width) {
    const auto& [candidate, said] = clang;
    if (!said)
        return fmt::format("{:<10}  none: {} is rejected: {}\n", candidate.word, candidate.path,
                           said.error().message);
    return fmt::format("{:<10}  {:<{}}  {:<7} {}: every arch of a tree that knows LLVM, -O {}\n",
                       candidate.word, candidate.path, width, said->version, said->target,
                       candidate.word);
}

std::string odd_files(const std::vector<toolchain::Judged>& judged) {
    std::string text;
    for (const auto& [candidate, said] : judged)
        if (!candidate.refused.empty())
            text += fmt::format("    {}: {}\n", candidate.path, candidate.refused);
    return text.empty() ? text : "Not tried:\n" + text;
}

std::string report(const Compilers& compilers, const std::vector<toolchain::Choice>& choices,
                   bool verbose) {
    std::size_t width = 0;
    for (const auto& choice : choices)
        if (choice.chosen) width = std::max(width, choice.chosen->candidate.path.size());
    for (const auto& clang : compilers.clangs) width = std::max(width, clang.candidate.path.size());
    std::string text;
    for (const auto& choice : choices) {
        text += choice_text(choice, width);
        if (verbose) text += candidates_text(choice);
    }
    for (const auto& clang : compilers.clangs) text += clang_text(clang, width);
    return verbose ? text + odd_files(compilers.judged) : text;
}

/// P 6.6, in blue on a terminal.
std::string rows(const std::vector<toolchain::Choice>& choices, bool colour) {
    std::vector<std::string> lines;
    for (const auto& choice : choices)
        if (choice.chosen)
            lines.push_back(
                fmt::format("{:<10}: {}\n", choice.arch, choice.chosen->candidate.path));
    std::ranges::sort(lines);
    const auto heading = fmt::format("List of available toolchains ({}):", lines.size());
    auto text = (colour ? "\x1b[1;34m" + heading + "\x1b[0m" : heading) + "\n";
    for (const auto& line : lines) text += line;
    return text + (lines.empty() ? "None\n\n" : "\n");
}

bool is_llvm(const std::string& arch) { return arch.starts_with("LLVM"); }

std::vector<toolchain::Choice> choices_of(const Compilers& compilers) {
    std::vector<toolchain::Choice> choices;
    for (const auto& arch : compilers.arches)
        choices.push_back(toolchain::choose(arch, compilers.wishes, compilers.judged));
    return choices;
}

int complain(const core::Error& error) {
    adapters::terminal::Screen(STDERR_FILENO).write("bm: " + error.message + "\n");
    return 1;
}

}  // namespace

std::string remedy(const std::string& arch) {
    const auto& known = toolchain::board_arches();
    if (std::ranges::find(known, arch) == known.end())
        if (auto hint = core::hint_at_nearest(known, arch); !hint.empty()) return hint;
    const auto package = toolchain::debian_package(arch);
    return package.empty() ? fmt::format("; bm toolchains --fetch {} looks for one", arch)
                           : fmt::format("; Debian's package {} has one", package);
}

core::Expected<Compilers> find_compilers(const std::vector<std::string>& arches,
                                         const std::optional<std::string>& settings_file,
                                         const std::map<std::string, std::string>& environment) {
    Compilers compilers;
    BM_TRY_ASSIGN(const auto settings, all_settings(settings_file, std::nullopt, environment));
    BM_TRY_ASSIGN(compilers.wishes, settings::toolchain_wishes(settings));
    std::ranges::copy_if(arches, std::back_inserter(compilers.arches),
                         [](const auto& arch) { return !is_llvm(arch); });
    if (arches.empty()) compilers.arches = all_arches(compilers.wishes);
    if (arches.empty() || compilers.arches.size() < arches.size())
        compilers.clangs = search_clangs(environment);
    std::erase_if(compilers.clangs, [&](const toolchain::Judged& clang) {
        return !arches.empty() && std::ranges::find(arches, clang.candidate.word) == arches.end();
    });
    BM_TRY_ASSIGN(compilers.judged,
                  search_toolchains(compilers.wishes, compilers.arches, environment));
    return compilers;
}

int list_toolchains(const std::optional<std::string>& settings_file, bool details) {
    const auto compilers = find_compilers({}, settings_file, own_environment());
    if (!compilers) return complain(compilers.error());
    adapters::terminal::Screen out(STDOUT_FILENO);
    const auto choices = choices_of(*compilers);
    out.write(details ? report(*compilers, choices, true) : rows(choices, out.is_terminal()));
    adapters::terminal::Screen err(STDERR_FILENO);
    return end_command(0, out, err);
}

int run_toolchains(const cli::ToolchainsOptions& options) {
    if (!options.fetch.empty() && !options.arches.empty())
        return complain({core::ErrorKind::usage, "--fetch names its arches itself: leave out " +
                                                     core::shown(options.arches.front())});
    if (!options.fetch.empty()) return fetch_toolchains(options);
    adapters::process::become_subreaper();
    const auto compilers = find_compilers(options.arches, options.settings_file, own_environment());
    if (!compilers) return complain(compilers.error());
    adapters::terminal::Screen out(STDOUT_FILENO);
    const auto choices = choices_of(*compilers);
    adapters::terminal::Screen err(STDERR_FILENO);
    for (const auto& arch : options.arches)
        if (is_llvm(arch) && std::ranges::none_of(compilers->clangs, [&](const auto& clang) {
                return clang.candidate.word == arch;
            }))
            err.write("bm: No clang in PATH serves " + core::shown(arch) +
                      "; bm toolchains lists those that do\n");
    out.write(options.json ? toolchains_json(*compilers)
                           : report(*compilers, choices, options.verbose));
    auto served = static_cast<std::size_t>(std::ranges::count_if(
        choices, [](const auto& choice) { return choice.chosen != nullptr; }));
    if (!options.arches.empty())
        served += static_cast<std::size_t>(std::ranges::count_if(
            compilers->clangs, [](const auto& c) { return c.said.has_value(); }));
    const auto wanted = std::max<std::size_t>(options.arches.size(), 1);
    return end_command(served >= wanted ? 0 : 1, out, err);
}

}  // namespace bm::app
