// SPDX-License-Identifier: GPL-2.0-or-later
// The words a worker answers with; doc/protocol.md lists the same.
#pragma once

#include <string>
#include <string_view>

namespace bm::worker {

namespace answers {
inline constexpr std::string_view no_work_dir = "no work directory set up";
inline constexpr std::string_view no_boards = "no boards specified";
inline constexpr std::string_view no_builder = "no builder (send build_prepare first)";
inline constexpr std::string_view session_open = "a demand session is open (send build_done first)";
inline constexpr std::string_view bad_commits =
    "commits must be 40 or 64 hex digits each, or all null for the current source";
inline constexpr std::string_view too_many_waiting = "too many commands are waiting";
}  // namespace answers

/// The text in quotes, cut to a length that is good to read, control characters made visible.
std::string shown(std::string_view text);

}  // namespace bm::worker
