// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "domain/board/board.hpp"

namespace bm::board {

/// What changed files can touch, told by their paths in a U-Boot tree.
struct Touched {
    bool everything = false;
    bool kconfig = false;                ///< a board's configuration must be compared
    std::set<std::string> archs;         ///< folders of arch/
    std::set<std::string> vendors;       ///< folders of board/
    std::set<std::string> config_names;  ///< headers of include/configs/
    std::set<std::string> targets;       ///< defconfigs
    friend bool operator==(const Touched&, const Touched&) = default;
};

/// A path that is not known to be somebody's alone, or read by no build, touches everything.
Touched touched_by(const std::vector<std::string>& paths);

/// Whether the change can touch the board. A guess where a board's folder or header is used by
/// boards of another vendor or name.
bool can_touch(const Touched& touched, const Board& board);

}  // namespace bm::board
