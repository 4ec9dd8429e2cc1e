// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/line_ranges.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace bm::result {
namespace {

using Lines = std::set<std::uint32_t>;

LineRanges ranges_of(const Lines& lines) {
    std::vector<LineRange> ranges;
    for (const auto line : lines) ranges.push_back({line, line});
    return united(std::move(ranges));
}

Lines lines_of(const LineRanges& ranges) {
    Lines lines;
    for (const auto& range : ranges)
        for (auto line = range.first; line <= range.last; ++line) lines.insert(line);
    return lines;
}

Lines arbitrary() { return *rc::gen::container<Lines>(rc::gen::inRange<std::uint32_t>(1, 40)); }

TEST(LineRangesTest, NeighboursBecomeOneRange) {
    EXPECT_EQ(united({{5, 5}, {3, 3}, {4, 4}, {1, 1}, {9, 8}}), (LineRanges{{1, 1}, {3, 5}}));
    EXPECT_EQ(ranges_text({{1, 1}, {3, 5}, {9, 9}}), "1,3-5,9");
}

TEST(LineRangesTest, TheLargestLinesDoNotWrapAround) {
    constexpr std::uint32_t most = 0xffffffff;
    EXPECT_EQ(united({{most, most}, {1, 1}}), (LineRanges{{1, 1}, {most, most}}));
    EXPECT_EQ(without({{1, most}}, {{5, most}}), (LineRanges{{1, 4}}));
    EXPECT_EQ(count({{1, most}}), most);
}

TEST(LineRangesTest, WhatIsNoListOfLinesIsNotRead) {
    for (const auto* text : {"", "0", "1,", ",1", "3-2", "1-", "-1", "1 2", "4294967296", "1,a"})
        EXPECT_FALSE(read_ranges(text)) << text;
}

RC_GTEST_PROP(LineRangesProperty, TextIsReadAsItWasWritten, ()) {
    const auto ranges = ranges_of(arbitrary());
    RC_PRE(!ranges.empty());
    RC_ASSERT(read_ranges(ranges_text(ranges)) == ranges);
}

RC_GTEST_PROP(LineRangesProperty, TheyAreTheSetsThatTheyStandFor, ()) {
    const auto a = arbitrary();
    const auto b = arbitrary();
    auto left = a;
    for (const auto line : b) left.erase(line);
    RC_ASSERT(lines_of(ranges_of(a)) == a);
    RC_ASSERT(count(ranges_of(a)) == a.size());
    RC_ASSERT(without(ranges_of(a), ranges_of(b)) == ranges_of(left));
    auto all = ranges_of(a);
    const auto more = ranges_of(b);
    all.insert(all.end(), more.begin(), more.end());
    auto both = a;
    both.insert(b.begin(), b.end());
    RC_ASSERT(united(all) == ranges_of(both));
}

}  // namespace
}  // namespace bm::result
