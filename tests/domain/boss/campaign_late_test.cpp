// SPDX-License-Identifier: GPL-2.0-or-later
// Results that come when their job was taken back, and builds that come to two outcomes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/domain/boss/campaign_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// The first job was taken back, for nothing was heard of it, and given again as lease 2.
class LateTest : public testing::Test {
  protected:
    void give_twice(std::int64_t commits = 1) {
        play = std::make_unique<Play>(plan_of(1, commits));
        play->come_up();
        first = play->orders.at(1);
        play->orders.clear();
        for (int i = 0; i < 40 && play->orders.empty(); ++i) {
            play->pass(1s);
            play->hear(protocol::Heartbeat{});
        }
        ASSERT_THAT(play->orders, SizeIs(1));
        ASSERT_EQ(play->orders.begin()->first, 2);
    }
    void say(std::int64_t lease, std::int64_t commit = 0, std::int64_t code = 0,
             const std::string& err = "", protocol::Cause cause = protocol::Cause::make) {
        auto result = result_of("board0", commit, lease, code);
        result.stderr_text = err;
        result.cause = cause;
        play->hear(result);
    }
    std::size_t cancels_of(std::int64_t lease) const {
        std::size_t count = 0;
        for (const auto& send : play->all<Send>()) {
            const auto message = protocol::decode_to_worker(send.line);
            const auto* cancel = message ? std::get_if<protocol::Cancel>(&*message) : nullptr;
            if (cancel && cancel->lease == lease) ++count;
        }
        return count;
    }

    std::unique_ptr<Play> play;
    protocol::BuildBoard first;
};

TEST_F(LateTest, TheFirstResultCountsThoughItsJobWasTakenBack) {
    give_twice();
    say(1);
    ASSERT_THAT(play->all<Store>(), SizeIs(1));
    EXPECT_EQ(play->all<Store>()[0].lease.value, 1) << "its files lie under its own lease";
    EXPECT_EQ(cancels_of(2), 1u) << "nobody need build it any more";
    play->store_all();
    play->leave();
    ASSERT_THAT(play->all<Finish>(), SizeIs(1));
    EXPECT_EQ(play->all<Finish>()[0].counts.ok, 1u);
}

// The job was forgotten with nothing owed, so that its board seemed to be built for ever.
TEST_F(LateTest, AWorkerThatIsBeingKilledGivesItsJobBackAllTheSame) {
    give_twice();
    play->pass(31s);  // nothing is heard of the worker any more: it is being killed
    ASSERT_THAT(play->all<KillWorker>(), SizeIs(1));
    say(1);
    for (const auto& [place, at_work] : play->campaign.at_work())
        EXPECT_TRUE(at_work.since <= play->now);
    play->store_all();
    play->die();
    EXPECT_EQ(play->campaign.counts().ok, 1u);
}

// It was named with the words of the try that was given up before.
TEST_F(LateTest, AResultThatCannotBeStoredAfterAllElseIsDoneIsNamedWithThat) {
    give_twice();
    const auto given_up = [&] {
        return play->campaign.ledger().state(build(0, 0)) == ledger::State::given_up;
    };
    for (int i = 0; i < 400 && !given_up(); ++i) {
        if (!play->orders.empty()) play->answer(1, "git: no", protocol::Cause::checkout);
        play->pass(1s);
        play->hear(protocol::Heartbeat{});
    }
    ASSERT_TRUE(given_up());
    say(1);
    ASSERT_THAT(play->all<Store>(), SizeIs(1));
    play->happen(
        StoreDone{build(0, 0), core::Error{core::ErrorKind::environment, "the disk is sick"}});
    play->leave();
    ASSERT_THAT(play->all<Finish>(), SizeIs(1));
    const auto finish = play->all<Finish>()[0];
    ASSERT_THAT(finish.not_obtained, SizeIs(1));
    EXPECT_THAT(finish.not_obtained[0].reason, HasSubstr("the disk is sick"));
}

// One try counted twice: its result was missing, came late, and could not be stored.
TEST_F(LateTest, ATryWhoseResultCameLateIsNoFailure) {
    give_twice();
    say(1);
    const StoreDone failed{build(0, 0), core::Error{core::ErrorKind::environment, "no"}};
    play->happen(failed);
    play->orders.clear();
    for (int i = 0; i < 3; ++i) {
        play->pass(1s);
        play->hear(protocol::Heartbeat{});
    }
    play->answer();
    play->happen(failed);
    EXPECT_EQ(play->campaign.ledger().state(build(0, 0)), ledger::State::missing)
        << "two tries failed, of three";
}

TEST_F(LateTest, ASecondOutcomeThatSaysTheSameIsNothing) {
    give_twice();
    say(1, 0, 2, "a.c:1: error: see /tmp/ccA.s\n");
    say(2, 0, 2, "a.c:1: error: see /tmp/ccB.s\n");
    EXPECT_THAT(play->all<Store>(), SizeIs(1));
    EXPECT_THAT(play->all<KeepSecond>(), IsEmpty());
    play->store_all();
    play->leave();
    EXPECT_THAT(play->all<Finish>()[0].flakes, IsEmpty());
}

TEST_F(LateTest, ASecondOutcomeThatDiffersIsKeptAndNamed) {
    give_twice();
    say(2);
    play->store_all();
    say(1, 0, 2, "a.c:1: error: no\n");
    ASSERT_THAT(play->all<KeepSecond>(), SizeIs(1));
    EXPECT_EQ(play->all<KeepSecond>()[0].result.return_code, 2);
    EXPECT_EQ(play->all<KeepSecond>()[0].lease.value, 1);
    EXPECT_THAT(play->all<Store>(), SizeIs(1));
    play->leave();
    const auto finish = play->all<Finish>()[0];
    ASSERT_THAT(finish.flakes, SizeIs(1));
    EXPECT_EQ(finish.flakes[0].build, build(0, 0));
    EXPECT_EQ(finish.flakes[0].what, "return code 0 on local, then 2 on local");
    EXPECT_EQ(finish.counts.ok, 1u) << "the first is counted, once";
    EXPECT_EQ(finish.counts.failed, 0u);
}

TEST_F(LateTest, DiagnosticsAreComparedToo) {
    give_twice();
    say(2, 0, 0, "a.c:1: warning: odd\n");
    say(1, 0, 0, "a.c:2: warning: odd\n");
    ASSERT_THAT(play->all<KeepSecond>(), SizeIs(1));
}

TEST_F(LateTest, TheSameResultTwiceIsNoSecondOutcome) {
    give_twice();
    say(1);
    say(1, 0, 2);
    say(1, 0, 2);
    EXPECT_THAT(play->all<Store>(), SizeIs(1));
    EXPECT_THAT(play->all<KeepSecond>(), IsEmpty());
}

TEST_F(LateTest, AMachinesFailureThatComesLateIsOfNoUse) {
    give_twice();
    say(1, 0, 137, "make was ended by signal 9\n", protocol::Cause::signal);
    EXPECT_THAT(play->all<Store>(), IsEmpty());
    say(2);
    EXPECT_THAT(play->all<Store>(), SizeIs(1));
    EXPECT_THAT(play->all<KeepSecond>(), IsEmpty());
}

TEST_F(LateTest, WhatOwesMoreGoesOnAndIsComparedWhenItGetsThere) {
    give_twice(3);
    // The first position waits out a pause; the others were given again at once.
    const auto again = play->orders.at(2);
    const auto commit = again.positions->front();
    say(1, commit);
    EXPECT_EQ(cancels_of(2), 0u);
    say(2, commit, 2, "a.c:1: error: no\n");
    EXPECT_THAT(play->all<KeepSecond>(), SizeIs(1));
    EXPECT_THAT(play->all<Store>(), SizeIs(1));
}

TEST_F(LateTest, WhatHasItsOutcomeIsNotBuiltAgainWhenItsOtherWorkerDies) {
    give_twice(3);
    const auto commit = play->orders.at(2).positions->front();
    say(1, commit);
    play->store_all();
    play->die();
    EXPECT_EQ(play->campaign.ledger().state(build(0, commit)), ledger::State::accepted);
    EXPECT_EQ(play->campaign.ledger().counts().missing, 2u);
}

TEST_F(LateTest, ABuildThatWasGivenUpHasItsOutcomeAfterAll) {
    Config config;
    config.limits.machine_failures = 1;
    play = std::make_unique<Play>(plan_of(2, 1), config);
    play->come_up();
    ASSERT_TRUE(play->orders.contains(1));
    const auto board = play->orders.at(1).board;
    for (int i = 0; i < 31; ++i) {
        play->pass(1s);
        play->hear(protocol::Heartbeat{});
    }
    ASSERT_EQ(play->campaign.counts().given_up, 1u);
    auto late = result_of(board, 0, 1, 0);
    late.cause = protocol::Cause::make;
    play->hear(late);
    play->store_all();
    EXPECT_EQ(play->campaign.counts().given_up, 0u);
    EXPECT_EQ(play->campaign.counts().ok, 1u);
}

}  // namespace
}  // namespace bm::boss::test
