// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/ledger/ledger.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace bm::ledger {
namespace {

constexpr core::LeaseId first{1};
constexpr core::LeaseId other{2};

core::BuildId build(std::int64_t board, std::int64_t commit) {
    return {core::BoardId{board}, core::CommitId{commit}};
}

TEST(Ledger, BeginsWithEveryBuildMissing) {
    const Ledger ledger(2, 3);
    EXPECT_EQ(ledger.counts().missing, 6u);
    EXPECT_FALSE(ledger.full());
    EXPECT_EQ(ledger.in_state(State::missing).back(), build(1, 2));
}

TEST(Ledger, AcceptsOneOutcomeUnderItsLease) {
    Ledger ledger(1, 1);
    EXPECT_TRUE(ledger.lease(build(0, 0), first));
    EXPECT_TRUE(ledger.receive(build(0, 0), first));
    EXPECT_FALSE(ledger.full());
    EXPECT_TRUE(ledger.accept(build(0, 0)));
    EXPECT_EQ(ledger.state(build(0, 0)), State::accepted);
    EXPECT_TRUE(ledger.full());
}

TEST(Ledger, RefusesASecondOutcomeBeforeAndAfterTheFirstIsStored) {
    Ledger ledger(1, 1);
    ASSERT_TRUE(ledger.lease(build(0, 0), first));
    ASSERT_TRUE(ledger.receive(build(0, 0), first));
    EXPECT_EQ(ledger.receive(build(0, 0), first).error(), Refusal::second);
    ASSERT_TRUE(ledger.accept(build(0, 0)));
    EXPECT_EQ(ledger.receive(build(0, 0), first).error(), Refusal::second);
    EXPECT_EQ(ledger.lease(build(0, 0), other).error(), Refusal::second);
    EXPECT_EQ(ledger.accept(build(0, 0)).error(), Refusal::second);
}

TEST(Ledger, TakesTheFirstOutcomeWhoeverBringsIt) {
    Ledger ledger(1, 3);
    ASSERT_TRUE(ledger.lease(build(0, 1), first));
    ASSERT_TRUE(ledger.give_up(build(0, 2), "no worker is left"));
    EXPECT_EQ(ledger.lease_of(build(0, 1)), first);
    for (std::int64_t commit = 0; commit < 3; ++commit) {
        EXPECT_TRUE(ledger.receive_late(build(0, commit)));
        EXPECT_EQ(ledger.state(build(0, commit)), State::storing);
        EXPECT_EQ(ledger.receive_late(build(0, commit)).error(), Refusal::second);
        EXPECT_TRUE(ledger.accept(build(0, commit)));
    }
    EXPECT_EQ(ledger.lease_of(build(0, 1)), std::nullopt);
    EXPECT_TRUE(ledger.given_up().empty());
    EXPECT_TRUE(ledger.full());
    EXPECT_EQ(ledger.receive_late(build(0, 0)).error(), Refusal::second);
    EXPECT_EQ(ledger.receive_late(build(9, 0)).error(), Refusal::unknown_build);
}

TEST(Ledger, RefusesABuildThatIsNotOfTheCampaign) {
    Ledger ledger(2, 3);
    for (const auto stranger : {build(2, 0), build(0, 3), build(-1, 0), build(0, -1),
                                build(INT64_MAX, INT64_MAX), build(INT64_MIN, 0)}) {
        EXPECT_EQ(ledger.receive(stranger, first).error(), Refusal::unknown_build);
        EXPECT_EQ(ledger.lease(stranger, first).error(), Refusal::unknown_build);
        EXPECT_EQ(ledger.give_up(stranger, "x").error(), Refusal::unknown_build);
        EXPECT_EQ(ledger.state(stranger), std::nullopt);
    }
}

TEST(Ledger, RefusesAResultThatNobodyOwes) {
    Ledger ledger(1, 1);
    EXPECT_EQ(ledger.receive(build(0, 0), first).error(), Refusal::not_leased);
    ASSERT_TRUE(ledger.lease(build(0, 0), first));
    ASSERT_TRUE(ledger.give_back(build(0, 0)));
    EXPECT_EQ(ledger.receive(build(0, 0), first).error(), Refusal::not_leased);
}

TEST(Ledger, RefusesAResultThatAnotherLeaseOwes) {
    Ledger ledger(1, 1);
    ASSERT_TRUE(ledger.lease(build(0, 0), first));
    EXPECT_EQ(ledger.lease(build(0, 0), other).error(), Refusal::other_lease);
    EXPECT_EQ(ledger.receive(build(0, 0), other).error(), Refusal::other_lease);
    EXPECT_EQ(ledger.state(build(0, 0)), State::leased);
}

TEST(Ledger, TakesBackAnOutcomeThatCouldNotBeStored) {
    Ledger ledger(1, 1);
    ASSERT_TRUE(ledger.lease(build(0, 0), first));
    ASSERT_TRUE(ledger.receive(build(0, 0), first));
    EXPECT_TRUE(ledger.give_back(build(0, 0)));
    EXPECT_EQ(ledger.state(build(0, 0)), State::missing);
    EXPECT_TRUE(ledger.lease(build(0, 0), other));
}

TEST(Ledger, IsFullWithoutABuildThatIsNotThere) {
    Ledger ledger(1, 2);
    ASSERT_TRUE(ledger.leave_out({{0}, {0}}));
    EXPECT_FALSE(ledger.full());
    EXPECT_EQ(ledger.lease({{0}, {0}}, {1}).error(), Refusal::unknown_build);
    ASSERT_TRUE(ledger.take_from_earlier_run({{0}, {1}}));
    EXPECT_TRUE(ledger.full());
    EXPECT_EQ(ledger.counts().absent, 1u);
}

TEST(Ledger, KeepsTheReasonOfWhatWasGivenUp) {
    Ledger ledger(1, 2);
    ASSERT_TRUE(ledger.give_up(build(0, 1), "poison"));
    EXPECT_EQ(ledger.given_up().at(build(0, 1)), "poison");
    EXPECT_EQ(ledger.give_up(build(0, 1), "again").error(), Refusal::given_up);
    EXPECT_EQ(ledger.lease(build(0, 1), first).error(), Refusal::given_up);
    EXPECT_EQ(ledger.given_up().at(build(0, 1)), "poison");
}

TEST(Ledger, NeverTouchesAnOutcomeOfAnEarlierRun) {
    Ledger ledger(1, 1);
    ASSERT_TRUE(ledger.take_from_earlier_run(build(0, 0)));
    EXPECT_TRUE(ledger.full());
    EXPECT_EQ(ledger.lease(build(0, 0), first).error(), Refusal::second);
    EXPECT_EQ(ledger.give_up(build(0, 0), "x").error(), Refusal::second);
    EXPECT_EQ(ledger.counts().from_earlier_run, 1u);
}

/// Any calls in any order: the counts are those of the states, and no build is accepted twice.
RC_GTEST_PROP(Ledger, CountsWhatIsThere,
              (const std::vector<std::tuple<int, int, int, int>>& calls)) {
    Ledger ledger(2, 2);
    std::map<core::BuildId, int> accepted;
    for (const auto& [call, board, commit, lease] : calls) {
        const auto where = build(board % 2, commit % 2);
        const core::LeaseId id{lease % 2};
        switch (call % 5) {
            case 0:
                (void)ledger.lease(where, id);
                break;
            case 1:
                (void)ledger.receive(where, id);
                break;
            case 2:
                if (ledger.accept(where)) ++accepted[where];
                break;
            case 3:
                (void)ledger.give_back(where);
                break;
            default:
                if (lease == 7) (void)ledger.give_up(where, "x");
        }
        const auto& counts = ledger.counts();
        RC_ASSERT(counts.missing == ledger.in_state(State::missing).size());
        RC_ASSERT(counts.leased == ledger.in_state(State::leased).size());
        RC_ASSERT(counts.storing == ledger.in_state(State::storing).size());
        RC_ASSERT(counts.accepted == ledger.in_state(State::accepted).size());
        RC_ASSERT(counts.given_up == ledger.given_up().size());
        for (const auto& entry : accepted) RC_ASSERT(entry.second == 1);
    }
}

}  // namespace
}  // namespace bm::ledger
