// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/job.hpp"

#include <gtest/gtest.h>

namespace bm::worker {
namespace {

protocol::BuildBoard order(const std::string& board, std::vector<std::int64_t> positions) {
    protocol::BuildBoard made;
    made.board = board;
    made.lease = 1;
    made.positions = std::move(positions);
    return made;
}

TEST(JobQueue, OwesNothingOfASessionBeforeThisOne) {
    JobQueue queue;
    queue.open(2);
    ASSERT_TRUE(queue.accept(order("snow", {0, 1})));
    EXPECT_FALSE(queue.accept(order("snow", {0, 1}))) << "it is owed already";
    queue.open(2);
    EXPECT_FALSE(queue.has_waiting());
    EXPECT_FALSE(queue.holds_lease(1));
    EXPECT_TRUE(queue.accept(order("snow", {0, 1})));
}

TEST(JobQueue, OwesAMillionBuildsAtMostAndOwesThemToOneSessionOnly) {
    JobQueue queue;
    queue.open(1'000'000);
    protocol::BuildBoard every;
    every.board = "snow";
    ASSERT_TRUE(queue.accept(every));
    EXPECT_FALSE(queue.accept(order("rain", {0})));
    queue.open(1);
    EXPECT_TRUE(queue.accept(order("rain", {0})));
}

TEST(JobQueue, HasRoomAgainForWhatItNoLongerOwes) {
    JobQueue queue;
    queue.open(1'000'000);
    protocol::BuildBoard every;
    every.board = "snow";
    ASSERT_TRUE(queue.accept(every));
    queue.drop(*queue.take([](const Job&) { return true; }));
    every.board = "rain";
    EXPECT_TRUE(queue.accept(every));
}

}  // namespace
}  // namespace bm::worker
