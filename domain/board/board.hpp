// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>

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

    friend bool operator==(const Board&, const Board&) = default;
};

/// The properties that a selection term is matched with (P 5.3).
inline std::array<std::string_view, 7> properties(const Board& board) {
    return {board.target, board.arch, board.cpu,        board.board_name,
            board.vendor, board.soc,  board.config_name};
}

}  // namespace bm::board
