// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>

#include "apps/bm/machines_command.hpp"

namespace bm::app {
namespace {

using Json = nlohmann::ordered_json;
using machine::Member;
using machine::Standing;

constexpr std::uint64_t megabyte = 1u << 20;

const char* state_of(const Member& member) {
    if (!member.probed) return "not_probed";
    switch (member.standing.state) {
        case Standing::State::free:
            return "free";
        case Standing::State::busy:
            return "busy";
        case Standing::State::unusable:
            return "unusable";
    }
    return "unusable";
}

/// What is not known is left out.
void add_survey(Json& json, const machine::Survey& survey) {
    const auto& facts = survey.facts;
    for (const auto& [key, text] :
         {std::pair("system", &facts.system), std::pair("arch", &facts.arch),
          std::pair("work_dir", &facts.work_dir), std::pair("in_use", &facts.holder),
          std::pair("bm", &facts.bm), std::pair("bm_version", &survey.bm_version)})
        if (!text->empty()) json[key] = *text;
    if (facts.load.cpus > 0) json["cpus"] = facts.load.cpus;
    if (facts.load.threads > 0) json["threads"] = facts.load.threads;
    if (facts.load.minute) json["load"] = *facts.load.minute;
    if (facts.load.memory_bytes) json["memory_mb"] = *facts.load.memory_bytes / megabyte;
    if (facts.free_bytes) json["disk_mb"] = *facts.free_bytes / megabyte;
    if (survey.bogomips) json["bogomips"] = *survey.bogomips;
    json["tools"] = survey.tools;
    json["compilers"] = survey.compilers;
    json["toolchains"] = survey.toolchains;
}

Json member_json(const Member& member, const machine::Survey& here) {
    const auto& standing = member.standing;
    Json json = {
        {"name", member.terms.name}, {"host", member.terms.host}, {"state", state_of(member)}};
    if (member.probed && standing.state == Standing::State::unusable) {
        json["reason"] = standing.trouble.what;
        json["remedy"] = standing.trouble.remedy;
    }
    if (standing.state == Standing::State::busy) json["reason"] = standing.busy;
    if (standing.state != Standing::State::unusable) {
        json["weight"] = standing.weight;
        json["max_boards"] = standing.most;
        json["own_worker"] = standing.ours;
        json["notes"] = standing.notes;
    }
    if (!member.survey) return json;
    add_survey(json, *member.survey);
    const auto differing = machine::compare_toolchains(here, *member.survey);
    json["missing"] = differing.missing;
    json["other_versions"] = differing.other;
    return json;
}

}  // namespace

std::string pool_json(const machine::Pool& pool, int status) {
    Json json = {{"status", status},        {"available", pool.available()},
                 {"weight", pool.weight()}, {"machines", Json::array()},
                 {"here", Json::object()},  {"drift", Json::array()}};
    for (const auto& member : pool.members)
        json["machines"].push_back(member_json(member, pool.here));
    add_survey(json["here"], pool.here);
    for (const auto& drift : pool.drifts())
        json["drift"].push_back({{"program", drift.program}, {"versions", drift.versions}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bm::app
