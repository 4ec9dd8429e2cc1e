// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "adapters/git/program.hpp"
#include "apps/bm/engine/tree_boards.hpp"
#include "domain/core/expected.hpp"

namespace bm::app {

/// Where the boards of a source tree are to be read.
struct BoardSource {
    std::string directory;  ///< of the tree, absolute
    std::string commit;     ///< of the repository there; empty: the tree as it lies there
};

/// The tree that `git_dir` lies in, here without one, at a revision where one is named. A directory
/// without git will do without a revision.
core::Expected<BoardSource> board_source(const std::optional<std::string>& git_dir,
                                         const std::optional<std::string>& revision,
                                         const adapters::git::Program& git);

/// The hash of a branch or commit; the error has git's reason.
core::Expected<std::string> commit_of(const std::string& revision, const std::string& directory,
                                      const adapters::git::Program& git);

/// What the tree says of its boards. What was read before and cannot have changed is taken from
/// ~/.cache/bm/boards (XDG_CACHE_HOME), where the question is the usual one. A $(shell,...) of the
/// tree's is never run.
core::Expected<engine::TreeBoards> read_source_boards(
    const BoardSource& source, const engine::TreeQuestion& question,
    const adapters::git::Program& git, const std::map<std::string, std::string>& environment);

}  // namespace bm::app
