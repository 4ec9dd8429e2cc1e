// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "apps/bm/summary_tree.hpp"
#include "domain/result/colour.hpp"
#include "ports/screen.hpp"

namespace bm::app {

/// All commits, and the lines below them.
std::string summary_text(const summary::Model& model, const cli::ShowOptions& options,
                         result::Colours colours);

/// What --color says; else colours on a terminal that has them, unless NO_COLOR is set.
result::Colours colours_for(const cli::ShowOptions& options, const ports::Screen& screen);

/// Those that --junit and --html name.
core::Expected<void> write_files(const ReadTree& tree, const cli::ShowOptions& options);

}  // namespace bm::app
