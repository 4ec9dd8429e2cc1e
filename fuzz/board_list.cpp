// SPDX-License-Identifier: GPL-2.0-or-later
// deps: bm::domain_board
// The first line is a term, the rest a boards.cfg: what is read has legal names, each once, and
// what is selected is some of it, in its order.
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "domain/board/board_list.hpp"
#include "domain/board/selection.hpp"
#include "domain/core/names.hpp"
#include "fuzz/target.hpp"

using bm::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto [term, text] = bm::fuzz::first_line(bm::fuzz::as_text(data, size));
    const auto boards = bm::board::parse_board_list(text, "boards.cfg");
    if (!boards) {
        require(!boards.error().message.empty());
        return 0;
    }
    std::set<std::string> names;
    for (const auto& board : *boards)
        require(bm::core::is_board_name(board.target) && names.insert(board.target).second);
    const auto selected = bm::board::select(*boards, {{std::string(term)}, {}, {}});
    if (!selected) return 0;
    require(!selected->boards.empty());
    auto at = boards->begin();
    for (const auto& board : selected->boards) {
        at = std::find_if(at, boards->end(), [&](const auto& b) { return b.target == board.target; });
        require(at != boards->end());
        ++at;
    }
    return 0;
}
