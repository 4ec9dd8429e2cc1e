// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "domain/core/shown.hpp"
#include "domain/toolchain/arches.hpp"
#include "domain/toolchain/toolchain.hpp"

namespace bm::machine {
namespace {

constexpr std::string_view compiler_word = "cc:";
constexpr std::size_t longest_version = 60;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Which compiler a worker would take there for each arch.
std::map<std::string, std::string> toolchains_of(const Survey& survey) {
    toolchain::Machine machine;
    machine.arch = survey.facts.arch;
    machine.in_path = [&](std::string_view program) -> std::optional<std::string> {
        std::string name(program);
        return survey.compilers.contains(name) ? std::optional(std::move(name)) : std::nullopt;
    };
    machine.runs = [](const std::string&) { return true; };  // it has said its version
    std::map<std::string, std::string> result;
    for (const auto& arch : toolchain::board_arches())
        if (const auto found = toolchain::resolve(arch, {}, machine))
            result[found->arch] = survey.compilers.at(found->gcc);
    return result;
}

}  // namespace

std::vector<std::string> known_compilers() {
    std::set<std::string> names = {"gcc"};
    for (const auto& arch : toolchain::board_arches())
        for (const auto prefix : toolchain::prefixes(arch))
            names.insert(std::string(prefix) + "gcc");
    return {names.begin(), names.end()};
}

std::string version_in(const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of(" \t\r\n", at), text.size());
        if (end > at && is_digit(text[at]))
            return core::shown(text.substr(at, end - at), longest_version);
        at = end + 1;
    }
    return core::shown(text, longest_version);
}

Survey survey_of(const AnswerReader& answers) {
    Survey survey;
    survey.facts = facts_of(answers);
    survey.bogomips = decimal_of(answers.text_of("bogomips"));
    survey.bm_version = version_in(answers.text_of("bm_version"));
    for (const auto* tool : {"make", "git", "dtc", "python", "swig"})
        if (auto version = version_in(answers.text_of(tool)); !version.empty())
            survey.tools[tool] = std::move(version);
    survey.unpacks_xz = !answers.text_of("xz").empty();
    const auto known = known_compilers();
    for (const auto& [program, version] : answers.texts_of(compiler_word))
        if (std::ranges::find(known, program) != known.end())
            survey.compilers[program] = version_in(version);
    survey.toolchains = toolchains_of(survey);
    return survey;
}

Toolchains compare_toolchains(const Survey& here, const Survey& there) {
    Toolchains result;
    for (const auto& [arch, version] : here.toolchains) {
        const auto found = there.toolchains.find(arch);
        if (found == there.toolchains.end())
            result.missing[arch] = version;
        else if (found->second != version)
            result.other[arch] = found->second;
    }
    return result;
}

std::vector<Drift> drifts(const std::vector<std::pair<std::string, Survey>>& machines) {
    std::map<std::string, Drift> found;
    for (const auto& [name, survey] : machines)
        for (const auto* programs : {&survey.tools, &survey.compilers})
            for (const auto& [program, version] : *programs) {
                auto& drift = found[program];
                drift.program = program;
                if (!version.empty()) drift.versions[version].push_back(name);
            }
    std::vector<Drift> result;
    for (auto& [program, drift] : found)
        if (drift.versions.size() > 1) result.push_back(std::move(drift));
    return result;
}

}  // namespace bm::machine
