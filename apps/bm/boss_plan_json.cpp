// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>

#include "apps/bm/boss_options.hpp"
#include "domain/protocol/codec.hpp"

namespace bm::app {

namespace {

using Json = nlohmann::ordered_json;

Json plan_of(const cli::BossOptions& options, const Setup& setup) {
    Json json = {{"output", setup.output_base},
                 {"slots", setup.slots},
                 {"ignore_warnings", options.ignore_warnings}};
    json["boards"] = Json::array();
    for (const auto& board : setup.selected.boards)
        json["boards"].push_back({{"board", board.target},
                                  {"arch", board.arch},
                                  {"make_flags", setup.make_flags.at(board.target)},
                                  {"defconfig", board::configure_goals(board)}});
    json["commits"] = Json::array();
    if (!setup.current)
        for (std::size_t i = 0; i < setup.folders.size(); ++i)
            json["commits"].push_back({{"hash", setup.series.commits[i].hash},
                                       {"subject", setup.series.commits[i].subject},
                                       {"folder", setup.folders[i]}});
    json["absent"] = Json::array();
    for (const auto& [board, commits] : setup.absent)
        for (const auto commit : commits)
            json["absent"].push_back({{"board", board}, {"commit", setup.folders[commit]}});
    json["toolchains"] = setup.toolchains;
    const auto told = protocol::encode(
        protocol::ToWorker{protocol::Configure{build_settings(options, setup, ""), {}, {}}},
        protocol::Dialect::bm);
    json["settings"] = Json::parse(told)["settings"];
    return json;
}

}  // namespace

std::string plan_json(const cli::BossOptions& options, const Setup& setup) {
    return plan_of(options, setup).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string plan_line(const cli::BossOptions& options, const Setup& setup) {
    const Json event = {{"event", "plan"}, {"plan", plan_of(options, setup)}};
    return event.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bm::app
