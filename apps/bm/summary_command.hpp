// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "apps/bm/chosen.hpp"
#include "apps/bm/cli/options.hpp"
#include "domain/summary/flake.hpp"
#include "domain/summary/model.hpp"
#include "domain/summary/text.hpp"
#include "ports/screen.hpp"

namespace bm::app {

/// `bm summary`. Status 0, whatever the results say; 1: there is nothing to tell of, or what was
/// asked for cannot be written.
int run_summary(const cli::SummaryOptions& options);

/// What --color says; else colours on a terminal that has them, unless NO_COLOR is set.
result::Colours colours_for(const cli::ShowOptions& options, const ports::Screen& screen);

summary::Parts parts_of(const cli::ShowOptions& options);
summary::Show show_of(const cli::ShowOptions& options);

/// All builds of the series as their files say, and lines that name what cannot be read.
struct ReadTree {
    summary::Model model;
    std::vector<std::string> problems;
    summary::Flakes flakes = {};
};
ReadTree read_tree(const Chosen& chosen, const cli::ShowOptions& show, bool in_base);

/// Those that --junit and --html name.
core::Expected<void> write_files(const ReadTree& tree, const cli::ShowOptions& options);

/// All commits, and the lines below them.
std::string summary_text(const summary::Model& model, const cli::ShowOptions& options,
                         result::Colours colours);

}  // namespace bm::app
