// SPDX-License-Identifier: GPL-2.0-or-later
// A job that failed at a place is for the others first.
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "domain/schedule/queue.hpp"

namespace bm::schedule {
namespace {

using namespace std::chrono_literals;

constexpr core::Instant now{1h};
constexpr std::size_t oak = 0;
constexpr std::size_t elm = 1;

class ElsewhereTest : public testing::Test {
  protected:
    std::optional<Job> take(std::size_t place, core::Instant when,
                            std::vector<core::BuildId> warm = {}) {
        Offer offer;
        offer.worker_is_idle = true;
        offer.warm = std::move(warm);
        offer.pace = Pace{place, 10s, when + 1h};
        return queue.take(offer, when);
    }

    /// It failed at the oak, and is free for all at 13 s.
    const Job again{
        core::BoardId{0}, {core::CommitId{3}}, false, now + 10s, Elsewhere{oak, now + 13s}};
    Costs costs{2};
    Queue queue{&costs};
};

TEST_F(ElsewhereTest, AnotherPlaceTakesIt) {
    queue.put(again);
    EXPECT_EQ(take(elm, now + 9s), std::nullopt);
    EXPECT_EQ(take(oak, now + 10s), std::nullopt);
    EXPECT_EQ(take(elm, now + 10s), again);
    EXPECT_EQ(queue.next_ready(now + 10s), std::nullopt) << "there is nothing to wait for any more";
}

TEST_F(ElsewhereTest, ItComesBackWhereItFailedWhenNobodyElseTookIt) {
    queue.put(again);
    EXPECT_EQ(queue.next_ready(now), now + 10s);
    EXPECT_EQ(take(oak, now + 12s), std::nullopt);
    EXPECT_EQ(queue.next_ready(now + 12s), now + 13s);
    const auto before = queue.changes();
    EXPECT_EQ(take(oak, now + 13s), again);
    EXPECT_NE(queue.changes(), before) << "else who asked in vain would not ask again";
}

TEST_F(ElsewhereTest, NeitherTheLastBuildOfASlotNorAnIdleWorkerIsAWayAround) {
    queue.put(again);
    EXPECT_EQ(take(oak, now + 12s, {{core::BoardId{0}, core::CommitId{2}}}), std::nullopt);
    auto alone = again;
    alone.commits = {core::CommitId{4}};
    alone.alone = true;
    queue.put(alone);
    EXPECT_EQ(take(oak, now + 12s), std::nullopt);
    EXPECT_EQ(take(elm, now + 12s), alone);
}

// Other slots were free in that time, and were given longer jobs.
TEST_F(ElsewhereTest, AnotherPlaceTakesItBeforeAllElse) {
    queue.put({core::BoardId{1}, {core::CommitId{0}, core::CommitId{1}, core::CommitId{2}}});
    queue.put(again);
    EXPECT_EQ(take(elm, now + 11s, {{core::BoardId{1}, core::CommitId{0}}}), again);
    EXPECT_EQ(queue.broken_invariant(), std::nullopt);
}

TEST_F(ElsewhereTest, ItDoesNotComeBackWithTheRestOfItsBoard) {
    queue.put(again);
    queue.put({core::BoardId{0}, {core::CommitId{4}, core::CommitId{5}}});
    Offer offer;
    offer.whole = true;
    offer.pace = Pace{oak, 10s, now + 1h};
    EXPECT_EQ(queue.take(offer, now + 11s)->commits,
              (std::vector{core::CommitId{4}, core::CommitId{5}}));
    EXPECT_EQ(queue.take(offer, now + 13s), again);
}

TEST_F(ElsewhereTest, TheOthersOfItsBoardAreNotHeldUp) {
    queue.put(again);
    const Job rest{core::BoardId{0}, {core::CommitId{4}}};
    queue.put(rest);
    EXPECT_EQ(take(oak, now + 12s), rest);
    EXPECT_TRUE(queue.withdraw({core::BoardId{0}, core::CommitId{3}}));
    EXPECT_TRUE(queue.empty());
    EXPECT_EQ(queue.next_ready(now), std::nullopt);
}

}  // namespace
}  // namespace bm::schedule
