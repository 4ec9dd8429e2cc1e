// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace bm::core {

/// True for 40 or 64 lower-case or upper-case hex digits.
bool is_commit_hash(std::string_view text);

/// True for a board name that may become part of a path and of a make goal: 1 to 200 characters
/// of [A-Za-z0-9,._+@-], no "..", first character neither '-' nor '.'. (U-Boot's list of boards has
/// one with '@'.)
bool is_board_name(std::string_view text);

/// True for the name of a result file: 1 to 200 characters of [A-Za-z0-9,._+-], not "." and
/// without "..".
bool is_file_name(std::string_view text);

}  // namespace bm::core
