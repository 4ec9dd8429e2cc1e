// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/board/board.hpp"
#include "domain/core/expected.hpp"

namespace bm::board {

/// Reads boards.cfg as `buildman -R` writes it (P 5.1), in its order. `origin` names the file in
/// errors, which carry the line number: a line with no target, a target that is no board name, a
/// target given twice. Short lines are padded, further columns dropped, '-' reads as empty.
core::Expected<std::vector<Board>> parse_board_list(std::string_view text, std::string_view origin);

/// Puts boards into the order of such a file: by their lines, without regard to case.
void sort_as_list(std::vector<Board>& boards);

/// The file that the tree's own tool writes for these boards (P 5.1): sorted without regard to
/// case, each column as wide as its widest text, two blanks between. `generator` is the path of
/// that tool's script, which the file names.
std::string format_board_list(const std::vector<Board>& boards, std::string_view generator);

/// The lines of such a file for these boards alone, in their order.
std::string board_columns(const std::vector<Board>& boards);

}  // namespace bm::board
