// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/schedule/queue.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "tests/domain/schedule/jobs.hpp"

namespace bm::schedule {
namespace {

using namespace std::chrono_literals;

using test::job;
using test::now;

Job alone(std::int64_t board, std::int64_t commit) {
    auto result = job(board, commit, commit);
    result.alone = true;
    return result;
}

Queue queue_of(const std::vector<Job>& jobs) {
    Queue queue;
    for (const auto& each : jobs) queue.put(each);
    return queue;
}

TEST(Queue, GivesBoardsInTheirOrder) {
    auto queue = queue_of({job(2, 0, 3), job(0, 0, 3), job(1, 0, 3)});
    EXPECT_EQ(queue.take({}, now), job(0, 0, 3));
    EXPECT_EQ(queue.take({}, now), job(1, 0, 3));
    EXPECT_EQ(queue.take({}, now), job(2, 0, 3));
    EXPECT_EQ(queue.take({}, now), std::nullopt);
}

TEST(Queue, LeavesOutWhatHasItsOutcome) {
    auto late = job(2, 5, 5);
    late.not_before = now + 1s;
    auto queue = queue_of({job(0, 0, 3), job(1, 0, 0), late});
    const auto at = [](std::int64_t board, std::int64_t commit) {
        return core::BuildId{core::BoardId{board}, core::CommitId{commit}};
    };
    EXPECT_TRUE(queue.withdraw(at(0, 0)));
    EXPECT_TRUE(queue.withdraw(at(0, 2)));
    EXPECT_FALSE(queue.withdraw(at(0, 2)));
    EXPECT_TRUE(queue.withdraw(at(1, 0)));
    EXPECT_TRUE(queue.withdraw(at(2, 5)));
    EXPECT_FALSE(queue.withdraw(at(3, 0)));
    EXPECT_EQ(queue.broken_invariant(), std::nullopt);
    const auto left = queue.take({}, now);
    ASSERT_TRUE(left);
    EXPECT_EQ(left->commits, (std::vector{core::CommitId{1}, core::CommitId{3}}));
    EXPECT_TRUE(queue.empty());
}

TEST(Queue, LetsASlotGoOnWhereItEnded) {
    auto queue = queue_of({job(0, 0, 3), job(1, 4, 7)});
    Offer offer;
    offer.warm = {{core::BoardId{1}, core::CommitId{3}}};
    EXPECT_EQ(queue.take(offer, now), job(1, 4, 7));
}

TEST(Queue, DoesNotGoBackwardsForAWarmSlot) {
    auto queue = queue_of({job(0, 0, 3), job(1, 0, 3)});
    Offer offer;
    offer.warm = {{core::BoardId{1}, core::CommitId{3}}};
    EXPECT_EQ(queue.take(offer, now), job(0, 0, 3));
}

TEST(Queue, HoldsAJobUntilItsMoment) {
    auto later = job(0, 0, 0);
    later.not_before = now + 5s;
    auto queue = queue_of({later, job(1, 0, 0)});
    EXPECT_EQ(queue.next_ready(now), now + 5s);
    EXPECT_EQ(queue.take({}, now), job(1, 0, 0));
    EXPECT_EQ(queue.take({}, now), std::nullopt);
    EXPECT_EQ(queue.take({}, now + 5s), later);
    EXPECT_EQ(queue.next_ready(now), std::nullopt);
}

TEST(Queue, GivesASuspectOnlyToAnIdleWorkerAndToItBeforeAllOthers) {
    auto queue = queue_of({alone(1, 0), job(0, 0, 0), job(2, 0, 0)});
    Offer idle;
    idle.worker_is_idle = true;
    EXPECT_EQ(queue.take({}, now), job(0, 0, 0));
    EXPECT_EQ(queue.take(idle, now), alone(1, 0));
    EXPECT_EQ(queue.take(idle, now), job(2, 0, 0));
}

TEST(Queue, KeepsBoardsFromAWorkerThatCannotBuildThem) {
    auto queue = queue_of({job(0, 0, 0), job(1, 0, 0)});
    Offer offer;
    offer.impossible = {core::BoardId{0}};
    EXPECT_EQ(queue.take(offer, now), job(1, 0, 0));
    EXPECT_EQ(queue.take(offer, now), std::nullopt);
    EXPECT_FALSE(queue.has_any(offer.impossible));
    EXPECT_EQ(queue.drop(offer.impossible).size(), 1u);
    EXPECT_TRUE(queue.empty());
}

TEST(Queue, GivesAllThatWaitsOfABoardToAWorkerThatBuildsItWhole) {
    auto queue = queue_of({job(0, 0, 1), job(0, 4, 5), job(0, 2, 3), job(1, 0, 1), alone(0, 7)});
    auto later = job(0, 6, 6);
    later.not_before = now + 1s;
    queue.put(later);
    Offer offer;
    offer.whole = true;
    EXPECT_EQ(queue.take(offer, now), job(0, 0, 5));
    EXPECT_EQ(queue.take(offer, now), job(1, 0, 1));
    EXPECT_EQ(queue.jobs(), (std::vector{later, alone(0, 7)}));
    EXPECT_EQ(queue.broken_invariant(), std::nullopt);
}

TEST(Queue, NamesABrokenInvariant) {
    auto queue = queue_of({job(0, 0, 3)});
    EXPECT_EQ(queue.broken_invariant(), std::nullopt);
    queue.put(job(0, 3, 4));
    EXPECT_EQ(queue.broken_invariant(), "a position is in two jobs");
}

/// Whatever is offered, every position is given exactly once, in ascending jobs.
RC_GTEST_PROP(Queue, GivesEveryPositionOnce, (const std::vector<unsigned char>& moves)) {
    const auto boards = *rc::gen::inRange<std::int64_t>(1, 5);
    const auto commits = *rc::gen::inRange<std::int64_t>(1, 12);
    Queue queue;
    for (std::int64_t board = 0; board < boards; ++board) queue.put(job(board, 0, commits - 1));
    std::set<core::BuildId> given;
    std::vector<core::BuildId> warm;
    const auto take = [&] {
        const auto taken = queue.take({true, warm, {}}, now);
        if (!taken) return false;
        RC_ASSERT(!taken->commits.empty());
        for (const auto commit : taken->commits)
            RC_ASSERT(given.insert({taken->board, commit}).second);
        warm = {{taken->board, taken->commits.back()}};
        return true;
    };
    for (const auto move : moves) {
        if (move % 2 == 0) take();
        if (move % 2 == 1 && !given.empty()) {
            const auto back = *given.begin();
            given.erase(given.begin());
            queue.put({back.board, {back.commit}});
        }
        RC_ASSERT(queue.broken_invariant() == std::nullopt);
    }
    while (take()) continue;
    RC_ASSERT(static_cast<std::int64_t>(given.size()) == boards * commits);
}

}  // namespace
}  // namespace bm::schedule
