// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace bm::board {

/// One line of boards.cfg: a `configs/<target>_defconfig` and where it belongs.
struct Board {
    std::string status;
    std::string arch;
    std::string cpu;
    std::string soc;
    std::string vendor;
    std::string board_name;
    std::string target;
    std::string config_name;
    std::string maintainers;  ///< joined by ':'
    // Of an extended board (P 5.4), which no board list has:
    std::string base = {};                    ///< target that it extends; empty: it is none
    std::vector<std::string> fragments = {};  ///< of configs/<fragment>.config

    friend bool operator==(const Board&, const Board&) = default;
};

/// The properties that a selection term is matched with (P 5.3).
inline std::array<std::string_view, 7> properties(const Board& board) {
    return {board.target, board.arch, board.cpu,        board.board_name,
            board.vendor, board.soc,  board.config_name};
}

/// The target whose defconfig it starts from.
inline const std::string& base_of(const Board& board) {
    return board.base.empty() ? board.target : board.base;
}

/// Goals of make that configure an extended board (P 2.3); empty for any other.
std::vector<std::string> configure_goals(const Board& board);

}  // namespace bm::board
