// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "apps/bm/cli/options.hpp"
#include "domain/board/selection.hpp"

namespace bm::app {

/// `bm boards`: the exit status.
int run_boards(const cli::BoardsOptions& options);

/// The boards as one JSON document with a newline (doc/json.md).
std::string boards_json(const board::Selected& selected);

}  // namespace bm::app
