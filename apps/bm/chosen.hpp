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
#include "ports/source_tree.hpp"

namespace bm::app {

/// Which builds a call is about, and where their results are.
struct Chosen {
    std::string source;                    ///< of the repository, absolute
    std::string output_base;               ///< results of this branch, absolute
    bool current = false;                  ///< the source as it lies there
    engine::Series series;                 ///< with `current`, HEAD stands for the source
    std::vector<std::string> folders;      ///< of their results
    std::vector<std::string> labels;       ///< what they are called in what is printed
    std::vector<std::string> all_folders;  ///< also of those that --step passes over
    board::Selected selected;
    std::map<std::string, std::set<std::size_t>> absent;  ///< by board: commits that lack it
    bool lacks(std::size_t commit, const std::string& board) const {
        const auto found = absent.find(board);
        return found != absent.end() && found->second.contains(commit);
    }
    std::vector<std::string> notices;  ///< lines for the user
};

/// libgit2 where it can, the git program for the repositories that it cannot open.
core::Expected<std::unique_ptr<ports::SourceTree>> open_source(const adapters::git::Program& git,
                                                               const std::string& source);

/// Absolute, without links and without '/' at its end.
std::string absolute(const std::string& path);

/// The top of the work tree that `directory` lies in; a bare repository has none and stays as it
/// is.
std::string top_of(const adapters::git::Program& git, const std::string& directory);

/// Finds commits and boards. `chosen.source` is the directory that the user named, absolute; it
/// becomes the top of its tree.
core::Expected<void> choose(const cli::CampaignOptions& options, const adapters::git::Program& git,
                            const std::map<std::string, std::string>& environment, int processors,
                            ports::SourceTree& source, Chosen& chosen);

/// boards.cfg in the output directory.
std::string list_file(const cli::CampaignOptions& options);

}  // namespace bm::app
