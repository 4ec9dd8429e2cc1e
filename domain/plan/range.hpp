// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::plan {

/// What -b names: a branch, or the commits of `tip` that `base` does not have.
struct BranchOrRange {
    std::optional<std::string> base;  ///< absent: the branch's upstream is to be found
    std::string tip;
    friend bool operator==(const BranchOrRange&, const BranchOrRange&) = default;
};

/// Reads `branch`, `a..b`, `a..` (to HEAD). `..b`, `a...b` and an empty text are errors.
core::Expected<BranchOrRange> parse_branch(std::string_view text);

/// The branch that a series most likely started from when it follows none (P 8.2): the one at the
/// newest commit below the tip that some other branch points at. `history` is the tip's, newest
/// first; `tips` maps a hash to the names of branches there. Of several names the shortest, then
/// the first in alphabet, wins.
std::optional<std::string> guess_upstream(
    const std::vector<std::string>& history,
    const std::map<std::string, std::vector<std::string>>& tips);

/// The positions of every `step`th of `count` commits, the first among them; step 0: of the first
/// and the last.
std::vector<std::size_t> every(std::size_t step, std::size_t count);

}  // namespace bm::plan
