// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/board/selection.hpp"
#include "domain/core/expected.hpp"

namespace bm::app::engine {

/// Reads a whole file: not_found when it is not there.
using ReadFile = std::function<core::Expected<std::string>(const std::string& path)>;

/// The board list: `named` when the user named one, else boards.cfg in the first of `places` that
/// has one. When none has, the error says how the tree's own tool makes it; `regen_takes_file`
/// tells which of its two forms the tree has (newer ones want a name after -R).
core::Expected<std::vector<board::Board>> find_boards(const std::string& named,
                                                      const std::vector<std::string>& places,
                                                      bool regen_takes_file, const ReadFile& read);

/// The lines of a dry run (P 5.3).
std::string describe_selection(const board::Selected& selected, bool verbose);

}  // namespace bm::app::engine
