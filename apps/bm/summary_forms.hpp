// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "adapters/terminal/screen.hpp"
#include "apps/bm/summary_tree.hpp"
#include "ports/screen.hpp"

namespace bm::app {

enum class Paged { no, on_terminal };

/// All commits, the lines below them and the flakes, as text. A pager is the user's, and none where
/// the user wants none.
void show_summary(const ReadTree& tree, const cli::ShowOptions& options, Paged paged,
                  adapters::terminal::Screen& out);

/// Names what none of the builds has, and the files that cannot be read whole, and counts those that
/// are too many to name.
void tell_problems(const ReadTree& tree, ports::Screen& err);

/// Those that --junit and --html name.
core::Expected<void> write_files(const ReadTree& tree, const cli::ShowOptions& options);

}  // namespace bm::app
