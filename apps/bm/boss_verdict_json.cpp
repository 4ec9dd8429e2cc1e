// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>

#include "apps/bm/boss_verdict.hpp"

namespace bm::app {
namespace {

using Json = nlohmann::ordered_json;

const char* name_of(result::BuildState state) {
    switch (state) {
        case result::BuildState::unknown:
            return "unknown";
        case result::BuildState::ok:
            return "ok";
        case result::BuildState::warned:
            return "warned";
        case result::BuildState::failed:
            return "failed";
    }
    return "unknown";
}

const char* name_of(result::ChangeKind kind) {
    switch (kind) {
        case result::ChangeKind::fails:
            return "fails";
        case result::ChangeKind::warns:
            return "warns";
        case result::ChangeKind::broke:
            return "broke";
        case result::ChangeKind::mended:
            return "mended";
        case result::ChangeKind::made_warn:
            return "made-warn";
        case result::ChangeKind::said_more:
            return "said-more";
        case result::ChangeKind::said_less:
            return "said-less";
        case result::ChangeKind::cleaned:
            return "cleaned";
        case result::ChangeKind::grew:
            return "grew";
        case result::ChangeKind::shrank:
            return "shrank";
        case result::ChangeKind::not_known:
            return "not-known";
        case result::ChangeKind::appeared:
            return "appeared";
        case result::ChangeKind::vanished:
            return "vanished";
    }
    return "not-known";
}

Json change_json(const result::Change& change) {
    Json json = {{"kind", name_of(change.kind)}, {"board", change.board}};
    if (change.kind == result::ChangeKind::grew || change.kind == result::ChangeKind::shrank)
        json["bytes"] = change.bytes;
    if (change.since) json["since"] = *change.since;
    return json;
}

Json commit_json(const Ended& ended, const Verdict& verdict, std::size_t at) {
    const auto& commit = ended.setup.series.commits[at];
    Json json = {{"hash", commit.hash}, {"subject", commit.subject}, {"folder", ended.folders[at]}};
    json["builds"] = Json::object();
    for (const auto& [board, view] : verdict.builds[at])
        json["builds"][board] = name_of(view.state);
    json["changes"] = Json::array();
    for (const auto& change : verdict.changes[at]) json["changes"].push_back(change_json(change));
    return json;
}

Json verdict_of(const Ended& ended, const Verdict& verdict, int status) {
    const auto& counts = ended.finish.counts;
    Json json = {{"output", ended.setup.output_base}, {"status", status}};
    json["counts"] = {{"total", counts.total},
                      {"ok", counts.ok},
                      {"warned", counts.warned},
                      {"failed", counts.failed},
                      {"not_obtained", counts.given_up + counts.missing},
                      {"previously", counts.previously},
                      {"newly", counts.newly},
                      {"carried", counts.carried},
                      {"verified", counts.verified}};
    json["commits"] = Json::array();
    for (std::size_t i = 0; i < ended.folders.size(); ++i)
        json["commits"].push_back(commit_json(ended, verdict, i));
    json["not_obtained"] = Json::array();
    for (const auto& [build, reason] : ended.finish.not_obtained)
        json["not_obtained"].push_back(
            {{"board", ended.plan.boards.at(static_cast<std::size_t>(build.board.value)).name},
             {"commit", ended.folders.at(static_cast<std::size_t>(build.commit.value))},
             {"reason", reason}});
    json["flakes"] = Json::array();
    for (const auto& [build, what] : ended.finish.flakes)
        json["flakes"].push_back(
            {{"board", ended.plan.boards.at(static_cast<std::size_t>(build.board.value)).name},
             {"commit", ended.folders.at(static_cast<std::size_t>(build.commit.value))},
             {"what", what}});
    json["mismatches"] = Json::array();
    for (const auto& [build, from, files, changes] : ended.finish.mismatches)
        json["mismatches"].push_back(
            {{"board", ended.plan.boards.at(static_cast<std::size_t>(build.board.value)).name},
             {"commit", ended.folders.at(static_cast<std::size_t>(build.commit.value))},
             {"from", from},
             {"files", files},
             {"changes", changes}});
    return json;
}

}  // namespace

std::string verdict_json(const Ended& ended, const Verdict& verdict, int status) {
    return verdict_of(ended, verdict, status).dump(2, ' ', false, Json::error_handler_t::replace) +
           "\n";
}

std::string verdict_line(const Ended& ended, const Verdict& verdict, int status) {
    const Json event = {{"event", "verdict"}, {"verdict", verdict_of(ended, verdict, status)}};
    return event.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bm::app
