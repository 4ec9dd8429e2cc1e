// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "adapters/git/program.hpp"
#include "apps/bm/cli/options.hpp"
#include "apps/bm/engine/series.hpp"
#include "domain/board/selection.hpp"
#include "domain/core/expected.hpp"
#include "domain/settings/machines.hpp"
#include "domain/toolchain/candidates.hpp"
#include "ports/source_tree.hpp"

namespace bm::app {

/// What is to be built and where, before anything is written.
struct Setup {
    std::string source;       ///< of the repository, absolute
    std::string output_base;  ///< results of this branch, absolute
    std::string work_dir;     ///< of the worker here
    bool current = false;     ///< the source as it lies there
    engine::Series series;    ///< those to build; with `current`, HEAD stands for the source
    std::vector<std::string> folders;      ///< of their results
    std::vector<std::string> labels;       ///< what they are called in what is printed
    std::vector<std::string> all_folders;  ///< also of those that --step passes over
    std::vector<std::string> includes;     ///< ignored files to build with, below the source
    std::map<std::string, std::string> environment;  ///< variables that make gets too
    board::Selected selected;
    std::map<std::string, std::set<std::size_t>> absent;  ///< by board: commits that lack it
    bool lacks(std::size_t commit, const std::string& board) const {
        const auto found = absent.find(board);
        return found != absent.end() && found->second.contains(commit);
    }
    std::map<std::string, std::vector<std::string>> make_flags;  ///< by board
    std::string wrapper;                                         ///< before the cross prefix
    toolchain::Wishes wishes;                                    ///< of the settings
    std::map<std::string, std::string> toolchains;  ///< arch -> compiler that they choose here
    std::vector<std::string> adjust;                ///< -a and what -r adds to it
    bool allow_missing = false;
    int slots = 1;
    int abbrev = 0;
    std::vector<settings::Machine> machines;  ///< to build on, beside this one or alone
    std::string object_format;                ///< of the repository: sha1, sha256
    std::vector<std::string> notices;         ///< lines for the user
};

core::Expected<Setup> set_up(const cli::BossOptions& options, const adapters::git::Program& git,
                             const std::map<std::string, std::string>& environment, int processors);

/// boards.cfg in the output directory.
std::string list_file(const cli::BossOptions& options);

}  // namespace bm::app
