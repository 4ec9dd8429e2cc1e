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

TEST(Step, TakesEveryNthCommitAndTheFirst) {
    using Positions = std::vector<std::size_t>;
    EXPECT_EQ(every(1, 3), (Positions{0, 1, 2}));
    EXPECT_EQ(every(3, 8), (Positions{0, 3, 6}));
    EXPECT_EQ(every(1'000'000, 2), (Positions{0}));
    EXPECT_EQ(every(0, 5), (Positions{0, 4}));
    EXPECT_EQ(every(0, 1), (Positions{0}));
    EXPECT_EQ(every(0, 0), Positions{});
    EXPECT_EQ(every(2, 0), Positions{});
}

}  // namespace
}  // namespace bm::plan
