// SPDX-License-Identifier: GPL-2.0-or-later
// A remote worker whose link was lost may run on: it is ended before anything else goes on there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/boss/campaign.hpp"
#include "tests/domain/boss/campaign_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// One board at one commit on one machine, whose worker is at it.
class Far : public testing::Test {
  protected:
    Far() : play(plan_of(1, 1), config()) { bring_up(); }

    static Config config() {
        Config config;
        config.places = {{"oak", true}};
        return config;
    }
    void bring_up() {
        play.happen(WorkerStarted{play.worker});
        play.hear(protocol::Ready{1, 1, 1, {"lease", "artefacts"}});
        play.hear(protocol::ConfigureDone{});
        play.hear(protocol::BuildPrepareDone{});
    }
    void tidied(bool known = true) { play.happen(LeftoverEnded{0, "what was done", known}); }
    void finish() {
        play.hear(protocol::BuildsFinished{});
        play.hear(protocol::QuitAck{});
        play.happen(WorkerClosed{play.worker, 0, {}, ""});
    }
    std::string last_note() const { return play.all<Note>().back().text; }

    Play play;
};

TEST_F(Far, IsTidiedBeforeAWorkerIsStartedThereAgain) {
    play.die();
    EXPECT_THAT(play.all<EndLeftover>(), SizeIs(1));
    play.pass(60s);
    EXPECT_THAT(play.all<StartWorker>(), SizeIs(1));
    tidied();
    EXPECT_EQ(last_note(), "oak: what was done");
    play.pass(1s);
    EXPECT_THAT(play.all<StartWorker>(), SizeIs(2));
}

TEST_F(Far, IsTidiedBeforeTheCampaignEnds) {
    play.happen(Interrupt{});
    play.die();
    EXPECT_FALSE(play.campaign.finished());
    tidied();
    EXPECT_TRUE(play.campaign.finished());
}

TEST_F(Far, IsNotWaitedForWhenTheUserInsists) {
    play.happen(Interrupt{});
    play.die();
    play.happen(Interrupt{});
    EXPECT_TRUE(play.campaign.finished());
}

TEST_F(Far, IsNotTidiedAfterASecondInterrupt) {
    play.happen(Interrupt{});
    play.happen(Interrupt{});
    play.die();
    EXPECT_THAT(play.all<EndLeftover>(), IsEmpty());
    EXPECT_TRUE(play.campaign.finished());
}

TEST_F(Far, NeedsNoTidyingAfterAWorkerThatSaidGoodbye) {
    play.happen(Interrupt{});
    play.hear(protocol::QuitAck{});
    play.happen(WorkerClosed{play.worker, 0, {}, ""});
    EXPECT_THAT(play.all<EndLeftover>(), IsEmpty());
    EXPECT_TRUE(play.campaign.finished());
}

TEST_F(Far, IsNamedWithTheWayOutWhenNobodyCouldLook) {
    play.die();
    tidied(false);
    EXPECT_EQ(play.all<Note>().back().severity, Note::Severity::warning);
    EXPECT_EQ(last_note(), "a worker may still run on oak: what was done");
}

TEST_F(Far, AnswersThatNobodyAskedForAreNothing) {
    const auto notes = play.all<Note>().size();
    tidied();
    play.happen(LeftoverEnded{9, "", true});
    EXPECT_THAT(play.all<Note>(), SizeIs(notes));
}

TEST(Near, WorkersHaveGuardsThatEndWhatTheyLeave) {
    Play play(plan_of(1, 1));
    play.come_up();
    play.die();
    EXPECT_THAT(play.all<EndLeftover>(), IsEmpty());
}

}  // namespace
}  // namespace bm::boss::test
