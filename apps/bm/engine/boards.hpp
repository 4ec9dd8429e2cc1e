// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "apps/bm/engine/tree_boards.hpp"
#include "domain/board/selection.hpp"
#include "domain/core/expected.hpp"

namespace bm::app::engine {

/// Reads a whole file: not_found when it is not there.
using ReadFile = std::function<core::Expected<std::string>(const std::string& path)>;

/// What the source tree says of its boards.
using AskTree = std::function<core::Expected<TreeBoards>()>;

/// The boards: of the list that the user `named`, else of a boards.cfg that somebody wrote by hand
/// in the first of `places` that has one, else of the tree. One that the tree's own tool generated
/// may be older than the tree, and is used only where the tree cannot tell. The error says what to
/// do.
core::Expected<TreeBoards> find_boards(const std::string& named,
                                       const std::vector<std::string>& places, const ReadFile& read,
                                       const AskTree& ask_tree);

/// The lines of a dry run (P 5.3).
std::string describe_selection(const board::Selected& selected, bool verbose);

}  // namespace bm::app::engine
