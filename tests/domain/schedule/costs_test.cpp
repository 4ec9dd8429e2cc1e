// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/schedule/costs.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::schedule {
namespace {

using namespace std::chrono_literals;

constexpr core::BoardId board{0};
constexpr core::BoardId other{1};

core::BuildId at(core::BoardId of, std::int64_t commit) { return {of, core::CommitId{commit}}; }

TEST(Costs, AreKnownWhenBothKindsOfBuildWereSeen) {
    Costs costs(1);
    costs.learn(0, at(board, 0), true, 60s);
    EXPECT_FALSE(costs.known());
    costs.learn(0, at(board, 1), false, 5s);
    EXPECT_TRUE(costs.known());
    EXPECT_EQ(costs.first(board, 0), 60s);
    EXPECT_EQ(costs.next(at(board, 1), 0), 5s);
}

TEST(Costs, OfABoardThatWasNeverBuiltAreTheMean) {
    Costs costs(1);
    costs.learn(0, at(board, 0), true, 60s);
    costs.learn(0, at(board, 1), false, 4s);
    costs.learn(0, at(board, 2), false, 8s);
    EXPECT_NEAR(static_cast<double>(costs.next(at(other, 3), 0).count()), 6000, 300);
}

TEST(Costs, TellAFastPlaceFromASlowOne) {
    Costs costs(2);
    for (int i = 0; i < 50; ++i) {
        const auto build = at(core::BoardId{i}, i % 5);
        costs.learn(0, build, i % 5 == 0, i % 5 == 0 ? 20s : 2s);
        costs.learn(1, build, i % 5 == 0, i % 5 == 0 ? 80s : 8s);
    }
    EXPECT_GT(costs.speed(0), 3 * costs.speed(1));
    EXPECT_GT(costs.next(at(other, 1), 1), 3 * costs.next(at(other, 1), 0));
}

TEST(Costs, OfACommitThatTouchesMuchAreThoseThatOtherBoardsHadThere) {
    Costs costs(1);
    costs.learn(0, at(board, 0), true, 60s);
    costs.learn(0, at(board, 1), false, 5s);
    costs.learn(0, at(board, 2), false, 40s);
    EXPECT_GT(costs.next(at(other, 2), 0), 5 * costs.next(at(other, 1), 0));
    EXPECT_EQ(costs.all(other, {{1}, {2}}, false, 0),
              costs.next(at(other, 1), 0) + costs.next(at(other, 2), 0));
}

TEST(Costs, OfABoardThatWasNeverBuiltAreThoseOfItsGroup) {
    Costs costs(1, {0, 1, 1});
    costs.learn(0, at(core::BoardId{0}, 0), true, 40s);
    costs.learn(0, at(core::BoardId{1}, 0), true, 80s);
    EXPECT_GT(costs.first(core::BoardId{2}, 0), costs.first(core::BoardId{0}, 0));
}

TEST(Costs, FollowAPlaceThatBecomesSlow) {
    Costs costs(2);
    for (std::int64_t i = 0; i < 200; ++i) {
        costs.learn(0, at(board, i % 5), i % 5 == 0, 60s);
        costs.learn(1, at(other, i % 5), i % 5 == 0, i < 100 ? 60s : 600s);
    }
    EXPECT_GT(costs.speed(0), 4 * costs.speed(1));
}

/// Whatever is measured, an expectation is a time above nothing, and no sum runs over.
RC_GTEST_PROP(Costs, AreNeverNothing, (const std::vector<std::int64_t>& times)) {
    Costs costs(3);
    for (std::size_t i = 0; i < times.size(); ++i)
        costs.learn(
            i % 3,
            at(core::BoardId{static_cast<std::int64_t>(i % 7)}, static_cast<std::int64_t>(i % 5)),
            i % 2 == 0, core::Duration{times[i]});
    for (std::size_t place = 0; place < 3; ++place) {
        RC_ASSERT(costs.first(board, place) >= 1ms);
        RC_ASSERT(costs.next(at(other, 3), place) >= 1ms);
        RC_ASSERT(costs.speed(place) >= 1);
    }
}

}  // namespace
}  // namespace bm::schedule
