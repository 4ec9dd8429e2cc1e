// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "adapters/git/program.hpp"
#include "apps/bm/chosen.hpp"
#include "apps/bm/cli/options.hpp"
#include "apps/bm/summary_sources.hpp"
#include "domain/summary/flake.hpp"
#include "domain/summary/model.hpp"

namespace bm::app {

/// All builds of the series as their files say, and lines that name what cannot be read.
struct ReadTree {
    summary::Model model;
    std::vector<std::string> problems = {};
    std::vector<std::string> notices = {};  ///< what was asked for and is in none of the builds
    summary::Flakes flakes = {};
    SeriesSources sources;
};

/// Reads what `show` needs, once. `in_base`: the one build that is there lies in the output
/// directory itself. `git` outlives what is returned.
ReadTree read_tree(const Chosen& chosen, const cli::ShowOptions& show, bool in_base,
                   const adapters::git::Program& git);

}  // namespace bm::app
