// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/core/expected.hpp"
#include "ports/source_tree.hpp"

namespace bm::app::engine {

/// The commits that a campaign builds, oldest first.
struct Series {
    std::vector<ports::Commit> commits;
    std::optional<std::string> guessed_upstream;
};

/// Turns -b and -c into commits (P 8.2): a branch is built from its upstream on, with the
/// commit below its first one as the baseline; `a..b` without a baseline; with a count only the
/// newest ones. An empty series is an error that says why.
core::Expected<Series> find_series(ports::SourceTree& source,
                                   const std::optional<std::string>& branch,
                                   const std::optional<std::int64_t>& count);

}  // namespace bm::app::engine
