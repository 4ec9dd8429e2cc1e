// SPDX-License-Identifier: GPL-2.0-or-later
// How the lines of a file lie in a later version of it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result/line_ranges.hpp"

namespace bm::summary {

/// Lines of the old text in whose place are lines of the new one; either may be none, and then
/// `first` is the line before which they would be.
struct Hunk {
    std::uint32_t old_first = 1;
    std::uint32_t old_count = 0;
    std::uint32_t new_first = 1;
    std::uint32_t new_count = 0;
    friend bool operator==(const Hunk&, const Hunk&) = default;
};

/// Ascending; between two of them the texts are equal.
using Hunks = std::vector<Hunk>;

/// By the path of the new version; files that came or went are not in it.
using SourceDiff = std::map<std::string, Hunks, std::less<>>;

/// What `git diff -U0` of two commits prints, with core.quotePath off and prefixes a/ and b/.
/// Total: what is no such text is passed over.
SourceDiff read_diff(std::string_view text);

/// Where these lines of the old text are in the new one; those in hunks are nowhere.
result::LineRanges moved(const result::LineRanges& old, const Hunks& hunks);

/// From new to old.
Hunks reversed(Hunks hunks);

}  // namespace bm::summary
