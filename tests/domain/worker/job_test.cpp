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

protocol::BuildBoard order_of_all(const std::string& board) {
    protocol::BuildBoard made;
    made.board = board;
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
    ASSERT_TRUE(queue.accept(order_of_all("snow")));
    EXPECT_FALSE(queue.accept(order("rain", {0})));
    queue.open(1);
    EXPECT_TRUE(queue.accept(order("rain", {0})));
}

TEST(JobQueue, HasRoomAgainForWhatItNoLongerOwes) {
    JobQueue queue;
    queue.open(1'000'000);
    ASSERT_TRUE(queue.accept(order_of_all("snow")));
    queue.drop(*queue.take([](const Job&) { return true; }));
    EXPECT_TRUE(queue.accept(order_of_all("rain")));
}

TEST(JobQueue, BuildsNothingOfABoardThatIsConfiguredByWhatIsNoGoal) {
    JobQueue queue;
    queue.open(1);
    const auto doom_of = [&](const std::string& goal) {
        auto request = order("acpi,snow", {0});
        request.lease = std::nullopt;
        request.defconfig = {"snow_defconfig", goal};
        queue.open(1);
        (void)queue.accept(request);
        const auto job = queue.take([](const Job&) { return true; });
        return job->doom ? job->doom->message : std::string("none");
    };
    EXPECT_EQ(doom_of("acpi.config"), "none");
    EXPECT_EQ(doom_of("CC=rm"), "defconfig is no goal of make, 'CC=rm'");
    EXPECT_EQ(doom_of("--eval=x"), "defconfig is no goal of make, '--eval=x'");
}

}  // namespace
}  // namespace bm::worker
