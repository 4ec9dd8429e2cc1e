// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>

#include "apps/bm/sim_command.hpp"

namespace bm::app {
namespace {

using Json = nlohmann::ordered_json;

double seconds(core::Duration time) { return static_cast<double>(time.count()) / 1000; }

Json json_of(const sim::Report& run) {
    Json json = {{"seed", run.seed},
                 {"workers", run.workers},
                 {"calls", run.campaigns},
                 {"events", run.events},
                 {"seconds", seconds(run.duration)},
                 {"trace", run.trace},
                 {"not_obtained", Json::array()}};
    if (!run.finish) return json;
    for (const auto& [build, reason] : run.finish->not_obtained)
        json["not_obtained"].push_back(
            {{"board", build.board.value}, {"commit", build.commit.value}, {"reason", reason}});
    return json;
}

}  // namespace

std::string sim_json(const SimFindings& findings, const cli::SimOptions& options) {
    Json json = {{"runs", findings.runs},
                 {"violated", findings.runs - findings.sound_runs},
                 {"builds", findings.builds},
                 {"stored", findings.stored},
                 {"faults", findings.faults},
                 {"violations", Json::array()},
                 {"bound_seconds", seconds(findings.bound)}};
    for (const auto& report : findings.broken)
        for (const auto& violation : report.violations)
            json["violations"].push_back({{"seed", report.seed},
                                          {"invariant", violation.invariant},
                                          {"what", violation.what},
                                          {"replay", replay_of(options, report.seed)}});
    if (findings.first_come) json["first_come_seconds"] = seconds(*findings.first_come);
    if (findings.only) json["run"] = json_of(*findings.only);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bm::app
