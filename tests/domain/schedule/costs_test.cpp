// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/schedule/costs.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::schedule {
namespace {

using namespace std::chrono_literals;

constexpr core::BoardId board{0};
constexpr core::BoardId other{1};

TEST(Costs, AreKnownWhenBothKindsOfBuildWereSeen) {
    Costs costs(1);
    costs.learn(0, board, true, 60s);
    EXPECT_FALSE(costs.known());
    costs.learn(0, board, false, 5s);
    EXPECT_TRUE(costs.known());
    EXPECT_EQ(costs.first(board, 0), 60s);
    EXPECT_EQ(costs.next(board, 0), 5s);
}

TEST(Costs, OfABoardThatWasNeverBuiltAreTheMean) {
    Costs costs(1);
    costs.learn(0, board, true, 60s);
    costs.learn(0, board, false, 4s);
    costs.learn(0, board, false, 8s);
    EXPECT_NEAR(static_cast<double>(costs.next(other, 0).count()), 6000, 300);
}

TEST(Costs, TellAFastPlaceFromASlowOne) {
    Costs costs(2);
    for (int i = 0; i < 50; ++i) {
        costs.learn(0, core::BoardId{i}, i % 5 == 0, i % 5 == 0 ? 20s : 2s);
        costs.learn(1, core::BoardId{i}, i % 5 == 0, i % 5 == 0 ? 80s : 8s);
    }
    EXPECT_GT(costs.speed(0), 3 * costs.speed(1));
    EXPECT_LT(costs.next(other, 0), 3s);
    EXPECT_GT(costs.next(other, 1), 5s);
}

/// Whatever is measured, an expectation is a time above nothing, and no sum runs over.
RC_GTEST_PROP(Costs, AreNeverNothing, (const std::vector<std::int64_t>& times)) {
    Costs costs(3);
    for (std::size_t i = 0; i < times.size(); ++i)
        costs.learn(i % 3, core::BoardId{static_cast<std::int64_t>(i % 7)}, i % 2 == 0,
                    core::Duration{times[i]});
    if (!costs.known()) return;
    for (std::size_t place = 0; place < 3; ++place) {
        RC_ASSERT(costs.first(board, place) >= 1ms);
        RC_ASSERT(costs.next(other, place) >= 1ms);
        RC_ASSERT(costs.speed(place) >= 1);
    }
}

}  // namespace
}  // namespace bm::schedule
