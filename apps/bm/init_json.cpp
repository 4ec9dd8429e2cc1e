// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>

#include "apps/bm/init_command.hpp"

namespace bm::app {

std::string init_json(const std::string& file, const std::vector<settings::ArchHere>& arches) {
    using Json = nlohmann::ordered_json;
    Json json = {{"file", file}, {"arches", Json::array()}};
    for (const auto& one : arches)
        json["arches"].push_back({{"arch", one.arch},
                                  {"boards", one.boards},
                                  {"compiler", one.compiler},
                                  {"version", one.version}});
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bm::app
