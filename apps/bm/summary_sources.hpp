// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/git/program.hpp"
#include "apps/bm/chosen.hpp"
#include "domain/summary/sources.hpp"
#include "ports/source_tree.hpp"

namespace bm::app {

/// The source of a series as its repository has it. Each difference is asked for once.
class SeriesSources final : public summary::Sources {
  public:
    /// `git` outlives it.
    SeriesSources(const Chosen& chosen, const adapters::git::Program& git);

    const summary::SourceDiff* diff(std::size_t from, std::size_t to) const override;
    std::optional<std::string> text(std::size_t commit, const std::string& path) const override;

  private:
    const adapters::git::Program& git_;
    std::string directory_;
    std::vector<std::string> hashes_;  ///< of the commits
    mutable std::map<std::pair<std::size_t, std::size_t>, std::optional<summary::SourceDiff>>
        diffs_;
    mutable std::unique_ptr<ports::SourceTree> tree_;  ///< opened when a text is asked for
};

}  // namespace bm::app
