// SPDX-License-Identifier: GPL-2.0-or-later
// Sets of the lines of a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bm::result {

/// Both are in it; counted from 1.
struct LineRange {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    friend bool operator==(const LineRange&, const LineRange&) = default;
};

/// Ascending, with a line between any two that is in neither.
using LineRanges = std::vector<LineRange>;

/// Of the given ones, in any order, also overlapping; those that end before they begin are left
/// out.
LineRanges united(std::vector<LineRange> ranges);

/// What is in `a` and not in `b`.
LineRanges without(const LineRanges& a, const LineRanges& b);

std::uint64_t count(const LineRanges& ranges);

/// `1,3-5,9`
std::string ranges_text(const LineRanges& ranges);
/// nullopt: it is no such text, or has a line 0 or beyond 4 billion.
std::optional<LineRanges> read_ranges(std::string_view text);

}  // namespace bm::result
