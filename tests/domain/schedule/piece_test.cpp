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
            known.learn(place, core::BoardId{9}, true, 60s);
            known.learn(place, core::BoardId{9}, false, 5s);
        }
    }
    std::optional<Job> take(std::size_t place, core::Duration piece,
                            std::vector<core::BuildId> warm = {}) {
        Offer offer;
        offer.warm = std::move(warm);
        offer.pace = Pace{&known, place, piece};
        return queue.take(offer, 4, now);
    }

    Costs known{2};
    Queue queue;
};

TEST_F(PieceTest, AreAsLongAsTheTimeAllows) {
    queue.put(job(0, 0, 63));
    EXPECT_EQ(take(0, 100s), job(0, 0, 8)) << "one of 60 s and eight of 5 s";
    EXPECT_EQ(take(0, 100s, {{core::BoardId{0}, core::CommitId{8}}}), job(0, 9, 28));
    EXPECT_EQ(take(0, 1ms, {{core::BoardId{0}, core::CommitId{28}}}), job(0, 29, 29));
}

TEST_F(PieceTest, AreOfEightPositionsWhileNothingIsKnown) {
    const Costs nothing(1);
    queue.put(job(0, 0, 63));
    queue.put(job(1, 0, 63));
    Offer offer;
    offer.pace = Pace{&nothing, 0, 100s};
    EXPECT_EQ(queue.take(offer, 4, now), job(0, 0, 7));
    EXPECT_EQ(queue.take(offer, 4, now), job(1, 0, 7)) << "not what another slot goes on with";
    EXPECT_EQ(queue.take(offer, 4, now), job(0, 8, 15)) << "rather than nothing";
}

TEST_F(PieceTest, TheLongestJobComesFirst) {
    queue.put(job(0, 0, 1));
    queue.put(job(1, 0, 9));
    queue.put(job(2, 0, 9));
    EXPECT_EQ(take(0, 1000s), job(1, 0, 9));
    EXPECT_EQ(take(0, 1000s), job(2, 0, 9));
    EXPECT_EQ(take(0, 1000s), job(0, 0, 1));
}

TEST_F(PieceTest, ASlotWithNothingToDoTakesAsMuchOfTheRestAsLetsBothEndTogether) {
    queue.put(job(0, 0, 40));
    ASSERT_EQ(take(0, 60s), job(0, 0, 0));
    const auto end = take(1, 1000s);
    ASSERT_TRUE(end);
    // 40 are left: 26 of 5 s here, 60 s and 13 of 5 s there.
    EXPECT_EQ(*end, job(0, 27, 40));
    EXPECT_EQ(take(0, 1000s, {{core::BoardId{0}, core::CommitId{0}}}), job(0, 1, 26));
}

TEST_F(PieceTest, ARestThatIsDoneSoonerWithoutHelpIsLeftToItsSlot) {
    queue.put(job(0, 0, 12));
    ASSERT_EQ(take(0, 60s), job(0, 0, 0));
    EXPECT_EQ(take(1, 1000s), std::nullopt);
    EXPECT_EQ(take(1, 1000s, {{core::BoardId{0}, core::CommitId{0}}}), std::nullopt)
        << "another slot is to go on with it";
    EXPECT_TRUE(queue.forget_begun(core::BoardId{0}));
    EXPECT_EQ(take(1, 1000s), job(0, 1, 12));
}

/// Whatever the times, whoever asks: every position is given once, and none is kept for ever.
RC_GTEST_PROP(Piece, EveryPositionIsGivenOnce, (const std::vector<unsigned char>& moves)) {
    Costs costs(3);
    Queue queue;
    const auto boards = *rc::gen::inRange<std::int64_t>(1, 5);
    const auto commits = *rc::gen::inRange<std::int64_t>(1, 30);
    for (std::int64_t board = 0; board < boards; ++board) queue.put(job(board, 0, commits - 1));
    std::set<core::BuildId> given;
    const auto take = [&](std::size_t place, core::Duration piece) {
        Offer offer;
        offer.pace = Pace{&costs, place, piece};
        const auto taken = queue.take(offer, 3, now);
        if (!taken) return false;
        for (const auto commit : taken->commits)
            RC_ASSERT(given.insert({taken->board, commit}).second);
        return true;
    };
    for (const auto move : moves) {
        costs.learn(move % 3, core::BoardId{move % 5}, move % 2 == 0, core::Duration{move * 500});
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
