// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>

#include "apps/bm/boards_command.hpp"

namespace bm::app {
namespace {

using Json = nlohmann::ordered_json;

Json people_of(const std::string& maintainers) {
    auto people = Json::array();
    for (std::size_t begin = 0; begin < maintainers.size();) {
        const auto end = std::min(maintainers.find(':', begin), maintainers.size());
        people.push_back(maintainers.substr(begin, end - begin));
        begin = end + 1;
    }
    return people;
}

}  // namespace

std::string boards_json(const board::Selected& selected) {
    auto boards = Json::array();
    for (const auto& b : selected.boards)
        boards.push_back({{"target", b.target},
                          {"status", b.status},
                          {"arch", b.arch},
                          {"cpu", b.cpu},
                          {"soc", b.soc},
                          {"vendor", b.vendor},
                          {"board", b.board_name},
                          {"config", b.config_name},
                          {"maintainers", people_of(b.maintainers)},
                          {"base", board::base_of(b)},
                          {"fragments", b.fragments}});
    const Json whole = {{"version", 1}, {"boards", std::move(boards)}};
    return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace bm::app
