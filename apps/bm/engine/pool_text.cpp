// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/pool_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "domain/core/shown.hpp"

namespace bm::app::engine {
namespace {

using machine::Member;
using machine::Standing;
using machine::Survey;
using result::Colour;

constexpr double gigabyte = 1024.0 * 1024.0 * 1024.0;
constexpr std::size_t longest_reason = 300;

struct Cell {
    std::string text;
    std::optional<Colour> colour = {};
};

std::string shown_or_dash(bool known, const std::string& text) { return known ? text : "-"; }

std::string decimals(std::optional<double> number, int places) {
    return number ? fmt::format("{:.{}f}", *number, places) : "-";
}

std::optional<double> in_units(std::optional<std::uint64_t> bytes, double unit) {
    if (!bytes) return std::nullopt;
    return static_cast<double>(*bytes) / unit;
}

Cell toolchains_cell(const Member& member, const Survey& here) {
    if (!member.survey) return {"-"};
    if (member.survey->compilers.empty()) return {"none", Colour::yellow};
    if (here.toolchains.empty()) return {std::to_string(member.survey->toolchains.size())};
    const auto differing = machine::compare_toolchains(here, *member.survey);
    std::string text;
    if (!differing.missing.empty()) text = fmt::format("{} missing", differing.missing.size());
    if (!differing.other.empty())
        text += fmt::format("{}{} wrong ver", text.empty() ? "" : ",", differing.other.size());
    return text.empty() ? Cell{"OK", Colour::green} : Cell{text, Colour::yellow};
}

Cell status_cell(const Member& member) {
    const auto& standing = member.standing;
    if (!member.probed) return {"not probed", Colour::yellow};
    if (standing.state == Standing::State::unusable)
        return {core::shown(standing.trouble.what, longest_reason), Colour::red};
    auto text = fmt::format("weight {}", standing.weight);
    if (standing.most > 0) text += fmt::format(", max {}", standing.most);
    if (standing.state == Standing::State::free) return {text, Colour::green};
    return {text + ", " + standing.busy, Colour::yellow};
}

std::string painted(const Cell& cell, std::size_t width, result::Colours colours) {
    const auto text = fmt::format("{:>{}}", cell.text, width);
    return cell.colour ? result::coloured(colours, *cell.colour, text) : text;
}

std::string row(const Member& member, const Survey& here, std::size_t name_width,
                result::Colours colours) {
    const auto survey = member.survey.value_or(Survey{});
    const auto& load = survey.facts.load;
    return fmt::format(
        "  {:<{}} {:>10} {:>7} {:>8} {:>6} {:>7} {:>7} {}  {}\n", member.terms.name, name_width,
        shown_or_dash(!survey.facts.arch.empty(), core::shown(survey.facts.arch, 20)),
        shown_or_dash(load.threads > 0, std::to_string(load.threads)), decimals(survey.bogomips, 0),
        decimals(load.minute, 1), decimals(in_units(load.memory_bytes, gigabyte), 1),
        decimals(in_units(survey.facts.free_bytes, gigabyte * 1024), 2),
        painted(toolchains_cell(member, here), 10, colours),
        painted(status_cell(member), 0, colours));
}

std::string needs(const Member& member, const Survey& here) {
    if (!member.survey || member.survey->compilers.empty()) return {};
    const auto differing = machine::compare_toolchains(here, *member.survey);
    std::vector<std::string> archs;
    for (const auto& [arch, version] : differing.missing)
        archs.push_back(version.empty() ? arch : fmt::format("{}({})", arch, version));
    for (const auto& [arch, version] : differing.other)
        archs.push_back(fmt::format("{}({})", arch, here.toolchains.at(arch)));
    return archs.empty() ? std::string() : fmt::format("need {}", fmt::join(archs, ", "));
}

/// What to do about it, and what else should be known.
std::vector<std::string> notes(const Member& member, const Survey& here) {
    if (!member.probed)
        return {"its worker_command starts its worker; what stands behind that is not looked at"};
    std::vector<std::string> lines;
    if (!member.standing.trouble.remedy.empty()) lines.push_back(member.standing.trouble.remedy);
    lines.insert(lines.end(), member.standing.notes.begin(), member.standing.notes.end());
    if (auto text = needs(member, here); !text.empty()) lines.push_back(std::move(text));
    return lines;
}

std::string named_versions(const std::map<std::string, std::string>& versions) {
    std::vector<std::string> texts;
    for (const auto& [program, version] : versions)
        texts.push_back(version.empty() ? program : program + " " + version);
    return texts.empty() ? "none" : fmt::format("{}", fmt::join(texts, ", "));
}

std::string worker_text(const Member& member) {
    const auto& survey = *member.survey;
    const auto found = survey.facts.bm.empty()
                           ? std::string("no other bm there")
                           : fmt::format("{} there is {}", core::shown(survey.facts.bm),
                                         survey.bm_version.empty() ? "of no version that it tells"
                                                                   : survey.bm_version);
    if (!member.standing.ours) return found;
    return fmt::format("this bm's own, {}; {}",
                       survey.facts.has_ours ? "which is there already" : "which is sent", found);
}

std::string details_of(const Member& member) {
    const auto& name = member.terms.name;
    if (!member.survey) return {};
    const auto& facts = member.survey->facts;
    return fmt::format(
        "  {0}: host {1}, {2}, {3} cpus; work directory {4}\n  {0}: worker: {5}\n"
        "  {0}: tools: {6}\n  {0}: compilers: {7}\n",
        name, core::shown(member.terms.host), core::shown(facts.system), facts.load.cpus,
        core::shown(facts.work_dir), worker_text(member), named_versions(member.survey->tools),
        named_versions(member.survey->compilers));
}

std::string drift_text(const machine::Pool& pool, result::Colours colours) {
    const auto found = pool.drifts();
    if (found.empty()) return {};
    auto text = "\n" +
                result::coloured(colours, Colour::yellow,
                                 "Host tool version drift (may cause per-machine differences):") +
                "\n";
    for (const auto& drift : found) {
        std::vector<std::string> versions;
        for (const auto& [version, names] : drift.versions)
            versions.push_back(fmt::format("{} ({})", version, fmt::join(names, ", ")));
        text += fmt::format("  {}: {}\n", drift.program, fmt::join(versions, "; "));
    }
    return text;
}

}  // namespace

std::string pool_text(const machine::Pool& pool, result::Colours colours, bool details) {
    std::size_t name_width = 10;
    for (const auto& member : pool.members)
        name_width = std::max(name_width, member.terms.name.size());
    auto text =
        result::coloured(colours, Colour::blue,
                         fmt::format("Machine pool: {} of {} machines available, total weight {}",
                                     pool.available(), pool.members.size(), pool.weight())) +
        "\n\n";
    text += fmt::format("  {:<{}} {:>10} {:>7} {:>8} {:>6} {:>7} {:>7} {:>10}  Status\n  {:->{}}\n",
                        "Name", name_width, "Arch", "Threads", "BogoMIPS", "Load", "Mem GB",
                        "Disk TB", "Toolchains", "", 78 + name_width);
    std::string below;
    for (const auto& member : pool.members) {
        text += row(member, pool.here, name_width, colours);
        for (const auto& line : notes(member, pool.here))
            below += fmt::format("  {}: {}\n", member.terms.name, line);
        if (details) below += details_of(member);
    }
    if (!below.empty()) text += "\n" + below;
    return text + drift_text(pool, colours);
}

}  // namespace bm::app::engine
