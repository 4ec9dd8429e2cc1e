// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "domain/board/board.hpp"
#include "domain/core/expected.hpp"

namespace bm::board {

/// Reads boards.cfg as `buildman -R` writes it (P 5.1), in its order. `origin` names the file in
/// errors, which carry the line number: a line with no target, a target that is no board name, a
/// target given twice. Short lines are padded, further columns dropped, '-' reads as empty.
core::Expected<std::vector<Board>> parse_board_list(std::string_view text, std::string_view origin);

}  // namespace bm::board
