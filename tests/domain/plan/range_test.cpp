// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/plan/range.hpp"

#include <gtest/gtest.h>

namespace bm::plan {
namespace {

TEST(Range, ReadsABranchAndBothFormsOfARange) {
    EXPECT_EQ(*parse_branch("topic"), (BranchOrRange{std::nullopt, "topic"}));
    EXPECT_EQ(*parse_branch("a..b"), (BranchOrRange{"a", "b"}));
    EXPECT_EQ(*parse_branch("a.."), (BranchOrRange{"a", "HEAD"}));
}

TEST(Range, RefusesWhatIsNoSeries) {
    EXPECT_FALSE(parse_branch(""));
    EXPECT_FALSE(parse_branch("..b"));
    EXPECT_FALSE(parse_branch("a...b"));
}

TEST(Range, GuessesTheNearestBranchBelowTheTip) {
    EXPECT_EQ(guess_upstream({"c3", "c2", "c1"}, {{"c1", {"old"}}, {"c2", {"origin/main", "main"}}}),
              "main");
}

TEST(Range, DoesNotGuessTheTipItself) {
    EXPECT_EQ(guess_upstream({"c3", "c2"}, {{"c3", {"same"}}}), std::nullopt);
}

}  // namespace
}  // namespace bm::plan
