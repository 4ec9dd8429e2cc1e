// SPDX-License-Identifier: GPL-2.0-or-later
// Jobs by the piece: what a slot gets, and who goes on with the rest.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/schedule/queue.hpp"
#include "tests/domain/schedule/jobs.hpp"

namespace bm::schedule {
namespace {

using namespace std::chrono_literals;

using test::job;
using test::now;

/// Two places of the same speed: a full build takes 60 s, another one 5 s.
class PieceTest : public testing::Test {
  protected:
    PieceTest() {
        for (const std::size_t place : {0, 1}) {
            known.learn(place, {core::BoardId{9}, core::CommitId{0}}, true, 60s);
            known.learn(place, {core::BoardId{9}, core::CommitId{1}}, false, 5s);
        }
    }
    /// `end`: of the whole, from now on.
    std::optional<Job> take(std::size_t place, core::Duration piece,
                            std::vector<core::BuildId> warm = {}, core::Duration end = 0s) {
        Offer offer;
        offer.warm = std::move(warm);
        offer.pace = Pace{place, piece, now + end};
        return queue.take(offer, now);
    }

    Costs known{2};
    Queue queue{&known};
};

TEST_F(PieceTest, AreAsLongAsTheTimeAllows) {
    queue.put(job(0, 0, 63));
    EXPECT_EQ(take(0, 100s), job(0, 0, 8)) << "one of 60 s and eight of 5 s";
    EXPECT_EQ(take(0, 100s, {{core::BoardId{0}, core::CommitId{8}}}), job(0, 9, 28));
    EXPECT_EQ(take(0, 1ms, {{core::BoardId{0}, core::CommitId{28}}}), job(0, 29, 29));
}

TEST_F(PieceTest, AreOfAsManyPositionsAsIsWishedWhileCostsAreAGuess) {
    const Costs nothing(1);
    Queue guesses(&nothing);
    guesses.put(job(0, 0, 63));
    guesses.put(job(1, 0, 63));
    Offer offer;
    offer.pace = Pace{0, 1000s, now, 3};
    EXPECT_EQ(guesses.take(offer, now), job(0, 0, 2));
    EXPECT_EQ(guesses.take(offer, now), job(1, 0, 2)) << "not what another slot goes on with";
}

TEST_F(PieceTest, TheBoardThatIsExpectedToTakeLongestComesFirst) {
    for (const std::size_t place : {0, 1})
        for (const std::int64_t board : {2, 9, 9, 9})
            known.learn(place, {{board}, {0}}, true, board == 2 ? 600s : 60s);
    queue.put(job(0, 0, 9));
    queue.put(job(1, 0, 12));
    queue.put(job(2, 0, 9));
    EXPECT_EQ(take(0, 10'000s), job(2, 0, 9));
    EXPECT_EQ(take(0, 10'000s), job(1, 0, 12));
}

TEST_F(PieceTest, TheLongestJobComesFirst) {
    queue.put(job(0, 0, 1));
    queue.put(job(1, 0, 9));
    queue.put(job(2, 0, 9));
    EXPECT_EQ(take(0, 1000s), job(1, 0, 9));
    EXPECT_EQ(take(0, 1000s), job(2, 0, 9));
    EXPECT_EQ(take(0, 1000s), job(0, 0, 1));
}

TEST_F(PieceTest, ASlotWithNothingToDoTakesNoMoreThanIsLate) {
    queue.put(job(0, 0, 40));
    ASSERT_EQ(take(0, 60s), job(0, 0, 0));
    // The slot would end after 260 s.
    EXPECT_EQ(take(1, 1000s, {}, 260s), std::nullopt) << "it is in time";
    EXPECT_EQ(take(1, 1000s, {}, 250s), job(0, 39, 40));
}

TEST_F(PieceTest, ASlotWithNothingToDoTakesNoMoreThanItEndsInTime) {
    queue.put(job(0, 0, 40));
    ASSERT_EQ(take(0, 60s), job(0, 0, 0));
    EXPECT_EQ(take(1, 1000s, {}, 80s), job(0, 36, 40)) << "one of 60 s and four of 5 s";
}

TEST_F(PieceTest, ASlotThatEndsNothingInTimeTakesAsMuchAsLetsBothEndTogether) {
    queue.put(job(0, 0, 40));
    ASSERT_EQ(take(0, 60s), job(0, 0, 0));
    const auto end = take(1, 1000s);
    ASSERT_TRUE(end);
    // The owner ends its piece after 60 s, as the other its full build: each does half of the rest.
    EXPECT_EQ(*end, job(0, 21, 40));
    EXPECT_EQ(take(0, 1000s, {{core::BoardId{0}, core::CommitId{0}}}), job(0, 1, 20));
}

TEST_F(PieceTest, ARestThatIsDoneSoonerWithoutHelpIsLeftToItsSlot) {
    queue.put(job(0, 0, 12));
    ASSERT_EQ(take(0, 60s), job(0, 0, 0));
    EXPECT_EQ(take(1, 1000s, {}, 120s), std::nullopt);
    EXPECT_EQ(take(1, 1000s, {{core::BoardId{0}, core::CommitId{0}}}, 120s), std::nullopt)
        << "another slot is to go on with it";
    EXPECT_TRUE(queue.forget_begun(core::BoardId{0}));
    EXPECT_EQ(take(1, 1000s), job(0, 1, 12));
}

/// Whatever the times, whoever asks: every position is given once, and none is kept for ever.
RC_GTEST_PROP(Piece, EveryPositionIsGivenOnce, (const std::vector<unsigned char>& moves)) {
    Costs costs(3);
    Queue queue(&costs);
    auto clock = now;
    const auto boards = *rc::gen::inRange<std::int64_t>(1, 5);
    const auto commits = *rc::gen::inRange<std::int64_t>(1, 30);
    for (std::int64_t board = 0; board < boards; ++board) queue.put(job(board, 0, commits - 1));
    std::set<core::BuildId> given;
    const auto take = [&](std::size_t place, core::Duration piece) {
        Offer offer;
        offer.pace = Pace{place, piece, clock + piece / 2};
        const auto taken = queue.take(offer, clock);
        if (!taken) return false;
        for (const auto commit : taken->commits)
            RC_ASSERT(given.insert({taken->board, commit}).second);
        return true;
    };
    for (const auto move : moves) {
        costs.learn(move % 3, {core::BoardId{move % 5}, core::CommitId{move % 7}}, move % 2 == 0,
                    core::Duration{move * 500});
        clock += core::Duration{move * 10};
        if (move % 4 == 0) queue.weigh(clock);
        take(move % 3, core::Duration{move * 1000});
        RC_ASSERT(queue.broken_invariant() == std::nullopt);
    }
    for (bool any = true; any;) {
        any = false;
        while (take(0, 10s)) any = true;
        for (std::int64_t board = 0; board < boards; ++board)
            any = queue.forget_begun(core::BoardId{board}) || any;
    }
    RC_ASSERT(static_cast<std::int64_t>(given.size()) == boards * commits);
}

}  // namespace
}  // namespace bm::schedule
