// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>

#include "apps/bm/config_command.hpp"

namespace bm::app {

std::string settings_json(const std::vector<settings::InForce>& all,
                          const std::vector<std::string>& warnings) {
    using Json = nlohmann::ordered_json;
    Json json = {{"settings", Json::array()}, {"warnings", warnings}};
    for (const auto& one : all) {
        Json entry = {{"section", one.section}, {"key", one.key}, {"value", one.value}};
        if (!one.origin.empty()) {
            entry["file"] = one.origin;
            entry["line"] = one.line;
        }
        json["settings"].push_back(std::move(entry));
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bm::app
