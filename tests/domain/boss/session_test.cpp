// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/boss/session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/boss/session_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(BossSession, ConfiguresPreparesAndThenTakesJobs) {
    Talk talk;
    EXPECT_EQ(talk.session.free_slots(), 0u);
    talk.hear(ready(3));
    talk.hear(protocol::ConfigureDone{});
    EXPECT_EQ(talk.session.free_slots(), 0u);
    talk.hear(protocol::BuildPrepareDone{});
    EXPECT_EQ(talk.session.free_slots(), 3u);
    EXPECT_THAT(talk.sent(), ElementsAre(HasSubstr(R"("cmd": "configure")"),
                                         HasSubstr(R"("cmd": "build_prepare")")));
    EXPECT_THAT(talk.sent()[0], HasSubstr("lease"));
}

TEST(BossSession, SendsAJobWithItsLeaseAndPositions) {
    Talk talk;
    talk.bring_to_feeding();
    talk.give(9, commits({2, 3, 5}));
    ASSERT_THAT(talk.sent(), SizeIs(1));
    const auto order = protocol::decode_to_worker(talk.sent()[0]);
    ASSERT_TRUE(order);
    const auto& build = std::get<protocol::BuildBoard>(*order);
    EXPECT_EQ(build.board, "qemu_arm");
    EXPECT_EQ(build.lease, 9);
    EXPECT_EQ(build.positions, (std::vector<std::int64_t>{2, 3, 5}));
    EXPECT_EQ(talk.session.free_slots(), 1u);
}

TEST(BossSession, TakesAsManySlotsAsTheSettingsAskFor) {
    Terms terms{{}, {}, {"lease"}, {std::nullopt}};
    terms.settings.threads = 5;
    Talk talk(terms);
    talk.bring_to_feeding(2);
    EXPECT_EQ(talk.session.free_slots(), 5u);
}

TEST(BossSession, BoundsTheSlotsThatAWorkerBoastsOf) {
    Talk talk;
    talk.bring_to_feeding(5'000);
    EXPECT_EQ(talk.session.slots(), 256u);
}

TEST(BossSession, DoesNotUseAWorkerThatLacksANeededFeature) {
    Talk talk;
    talk.hear(protocol::Ready{2, 2, 0, {}});
    EXPECT_THAT(talk.sent(), ElementsAre(R"({"cmd": "quit"})"));
    talk.happen(Closed{"ended with status 0"});
    ASSERT_THAT(talk.all<Ended>(), SizeIs(1));
    EXPECT_EQ(talk.all<Ended>()[0].how, Ended::How::unusable);
    EXPECT_THAT(talk.all<Ended>()[0].reason, HasSubstr("'lease'"));
}

TEST(BossSession, NamesTheLettersThatAWorkerCannotFollow) {
    Terms terms{{}, {}, {"lease", "options"}, {std::nullopt}};
    terms.settings.adjust_config = {"SPL"};
    terms.settings.target = "u-boot.img";
    Talk talk(terms);
    talk.hear(protocol::Ready{2, 2, 1, {"lease"}});
    talk.happen(Closed{"ended with status 0"});
    ASSERT_THAT(talk.all<Ended>(), SizeIs(1));
    EXPECT_EQ(talk.all<Ended>()[0].reason,
              "lacks the feature 'options' that -a or -r, --target needs");
}

TEST(BossSession, LeavesOutAWorkerThatDoesNotCountLines) {
    Terms terms{{}, {}, {"lease", "lines"}, {std::nullopt}};
    terms.settings.lines = true;
    Talk talk(terms);
    talk.hear(protocol::Ready{2, 2, 1, {"lease"}});
    talk.happen(Closed{"ended with status 0"});
    ASSERT_THAT(talk.all<Ended>(), SizeIs(1));
    EXPECT_EQ(talk.all<Ended>()[0].reason, "lacks the feature 'lines' that --lines needs");
}

TEST(BossSession, DeliversEachResultOnceAndThenFreesTheSlot) {
    Talk talk;
    talk.bring_to_feeding(1);
    talk.give(1, commits({0, 1}));
    talk.hear(result_of("qemu_arm", 0, 1));
    talk.hear(result_of("qemu_arm", 0, 1));
    EXPECT_EQ(talk.session.free_slots(), 0u);
    talk.hear(result_of("qemu_arm", 1, 1));
    EXPECT_EQ(talk.session.free_slots(), 1u);
    EXPECT_THAT(talk.all<Delivered>(), SizeIs(2));
    EXPECT_THAT(talk.all<Remark>(),
                ElementsAre(Remark{"refused: a result of 'qemu_arm' at 0 that it does not owe"}));
    EXPECT_THAT(talk.all<Returned>(), IsEmpty());
}

TEST(BossSession, RefusesResultsThatFitNoLeaseAndGoesOn) {
    Talk talk;
    talk.bring_to_feeding();
    talk.give(1, commits({0, 1}));
    auto without = result_of("qemu_arm", 0, 1);
    without.lease.reset();
    auto traversal = result_of("qemu_arm", 0, 1);
    traversal.files = {"../../etc/passwd"};
    auto from_nowhere = result_of("qemu_arm", 0, 1);
    from_nowhere.carried_from = "a\nb";
    talk.hear(from_nowhere);
    talk.hear(without);
    talk.hear(result_of("qemu_arm", 0, 2));
    talk.hear(result_of("other", 0, 1));
    talk.hear(result_of("qemu_arm", 5, 1));
    talk.hear(result_of("qemu_arm", 0, 1, 1'000'000));
    talk.hear(traversal);
    talk.hear_line("not json");
    talk.happen(FrameArrived{protocol::TooLong{9'000'000}});
    EXPECT_THAT(talk.all<Remark>(), SizeIs(9));
    EXPECT_THAT(talk.all<Delivered>(), IsEmpty());
    talk.hear(result_of("qemu_arm", 0, 1));
    EXPECT_THAT(talk.all<Delivered>(), SizeIs(1));
}

TEST(BossSession, EndsAWorkerThatSaysTooMuchThatDoesNotFit) {
    Talk talk;
    talk.bring_to_feeding();
    for (int i = 0; i < 99; ++i) talk.hear_line("{}");
    EXPECT_THAT(talk.all<Kill>(), IsEmpty());
    talk.hear_line("{}");
    EXPECT_THAT(talk.all<Kill>(), SizeIs(1));
    EXPECT_LE(talk.all<Remark>().size(), 51u);
}

TEST(BossSession, GivesUnfinishedBuildsBackWhenTheWorkerDies) {
    Talk talk;
    talk.bring_to_feeding();
    talk.give(1, commits({0, 1, 2}));
    talk.give(2, commits({4}));
    talk.hear(result_of("qemu_arm", 0, 1));
    talk.effects.clear();
    talk.happen(Closed{"ended by signal 9"});
    const auto returned = talk.all<Returned>();
    ASSERT_THAT(returned, SizeIs(2));
    EXPECT_EQ(returned[0].commits, commits({1, 2}));
    EXPECT_TRUE(returned[0].begun);
    EXPECT_EQ(returned[0].why, Returned::Why::worker_death);
    EXPECT_EQ(returned[1].commits, commits({4}));
    EXPECT_FALSE(returned[1].begun);
    EXPECT_EQ(std::get<Ended>(talk.effects.back()),
              (Ended{Ended::How::badly, "died: ended by signal 9", true}));
    EXPECT_TRUE(talk.session.ended());
}

TEST(BossSession, AcceptsWhatAHungWorkerOwesUntilItIsGone) {
    Talk talk;
    talk.bring_to_feeding();
    talk.give(1, commits({0, 1}));
    talk.pass(31s);
    EXPECT_THAT(talk.all<Kill>(), SizeIs(1));
    talk.hear(result_of("qemu_arm", 0, 1));
    EXPECT_THAT(talk.all<Delivered>(), SizeIs(1));
    talk.happen(Closed{"ended by signal 9"});
    EXPECT_THAT(talk.all<Returned>(), SizeIs(1));
    EXPECT_THAT(talk.all<Ended>()[0].reason, HasSubstr("said nothing for 30 s"));
}

TEST(BossSession, DoesNotHoldItsOwnSleepAgainstTheWorker) {
    Talk talk;
    talk.bring_to_feeding();
    talk.give(1, commits({0}));
    talk.now += 300s;
    talk.happen(Tick{});
    EXPECT_THAT(talk.all<Kill>(), IsEmpty());
    EXPECT_THAT(talk.all<Returned>(), IsEmpty());
    talk.hear(result_of("qemu_arm", 0, 1));
    EXPECT_THAT(talk.all<Delivered>(), SizeIs(1));
    talk.pass(31s);
    EXPECT_THAT(talk.all<Kill>(), SizeIs(1));
}

TEST(BossSession, TakesAJobBackThatNothingIsHeardOf) {
    Talk talk;
    talk.bring_to_feeding();
    talk.give(3, commits({0, 1}));
    talk.pass(31s, true);
    EXPECT_THAT(talk.all<Kill>(), IsEmpty());
    ASSERT_THAT(talk.all<Returned>(), SizeIs(1));
    EXPECT_EQ(talk.all<Returned>()[0].why, Returned::Why::no_result);
    EXPECT_THAT(talk.sent(), testing::Contains(HasSubstr(R"("cmd": "cancel", "lease": 3)")));
    talk.effects.clear();
    talk.hear(result_of("qemu_arm", 0, 3));
    ASSERT_THAT(talk.all<Delivered>(), SizeIs(1));
    EXPECT_TRUE(talk.all<Delivered>()[0].late);
    talk.hear(result_of("qemu_arm", 0, 3));
    EXPECT_THAT(talk.all<Delivered>(), SizeIs(1)) << "once";
}

// The order to leave a job was lost on the way, and the worker built it to its end.
TEST(BossSession, TellsAWorkerAgainToLeaveAJobThatItIsStillAt) {
    Talk talk;
    talk.bring_to_feeding();
    talk.give(3, commits({0, 1}));
    talk.pass(31s, true);
    const auto cancels = [&] {
        return std::ranges::count_if(talk.sent(), [](const std::string& line) {
            return line.find(R"("cmd": "cancel", "lease": 3)") != line.npos;
        });
    };
    ASSERT_EQ(cancels(), 1);
    talk.hear(protocol::Heartbeat{"qemu_arm", 0, 3});
    EXPECT_EQ(cancels(), 1) << "it crossed the first order";
    talk.pass(10s, true);
    talk.hear(protocol::Heartbeat{"qemu_arm", 0, 3});
    EXPECT_EQ(cancels(), 2);
    talk.hear(protocol::Heartbeat{"qemu_arm", 0, 3});
    EXPECT_EQ(cancels(), 2);
    talk.hear(protocol::Heartbeat{"qemu_arm", 0, 77});
    EXPECT_EQ(cancels(), 2) << "one that was never given";
}

// Every job of a session was remembered to its end.
TEST(BossSession, ForgetsJobsThatEndedLongAgo) {
    Talk talk;
    talk.bring_to_feeding();
    for (std::int64_t lease = 1; lease <= 10'001; ++lease) {
        talk.give(lease, commits({0}));
        talk.hear(result_of("qemu_arm", 0, lease));
    }
    talk.effects.clear();
    talk.hear(result_of("qemu_arm", 0, 2));
    talk.hear(result_of("qemu_arm", 0, 1));
    ASSERT_THAT(talk.all<Remark>(), SizeIs(2));
    EXPECT_THAT(talk.all<Remark>()[0].text, testing::EndsWith("came late"));
    EXPECT_THAT(talk.all<Remark>()[1].text, HasSubstr("that it does not hold"));
}

// Of ended jobs the one with the lowest number was forgotten, though it had ended last.
TEST(BossSession, RemembersTheJobThatEndedLastWhateverItsNumber) {
    Talk talk;
    talk.bring_to_feeding();
    for (std::int64_t lease = 2; lease <= 10'001; ++lease) {
        talk.give(lease, commits({0}));
        talk.hear(result_of("qemu_arm", 0, lease));
    }
    talk.give(1, commits({0}));
    talk.hear(result_of("qemu_arm", 0, 1));
    talk.effects.clear();
    talk.hear(result_of("qemu_arm", 0, 1));
    ASSERT_THAT(talk.all<Remark>(), SizeIs(1));
    EXPECT_THAT(talk.all<Remark>()[0].text, testing::EndsWith("came late"));
}

TEST(BossSession, KeepsAJobWhoseHeartbeatsComeHoweverLongItTakes) {
    Talk talk;
    talk.bring_to_feeding();
    talk.give(3, commits({0}));
    for (int i = 0; i < 100; ++i) {
        talk.pass(10s);
        talk.hear(protocol::Heartbeat{"qemu_arm", 0, 3});
    }
    EXPECT_THAT(talk.all<Returned>(), IsEmpty());
    EXPECT_THAT(talk.all<Kill>(), IsEmpty());
}

TEST(BossSession, GivesBackAtOnceWhatTheWorkerPassedOver) {
    Talk talk;
    talk.bring_to_feeding();
    talk.give(1, commits({0, 1, 2}));
    talk.hear(result_of("qemu_arm", 0, 1));
    talk.hear(result_of("qemu_arm", 2, 1));
    ASSERT_THAT(talk.all<Returned>(), SizeIs(1));
    EXPECT_EQ(talk.all<Returned>()[0].commits, commits({1}));
    EXPECT_TRUE(talk.session.idle());
}

TEST(BossSession, PingsEveryTenSeconds) {
    Talk talk;
    talk.bring_to_feeding();
    talk.pass(30s, true);
    EXPECT_THAT(talk.sent(), ElementsAre("", "", ""));
}

TEST(BossSession, EndsAWorkerThatNeverGetsReady) {
    Talk talk;
    talk.pass(59s);
    EXPECT_THAT(talk.all<Kill>(), IsEmpty());
    talk.pass(1s);
    EXPECT_THAT(talk.all<Kill>(), SizeIs(1));
    talk.pass(5s);
    ASSERT_THAT(talk.all<Ended>(), SizeIs(1));
    EXPECT_THAT(talk.all<Ended>()[0].reason, HasSubstr("did not send ready within 60 s"));
}

TEST(BossSession, EndsAWorkerThatRejectsItsConfiguration) {
    Talk talk;
    talk.hear(ready());
    talk.hear(protocol::ErrorReply{"no \n such setting"});
    EXPECT_THAT(talk.all<Kill>(), SizeIs(1));
    talk.happen(Closed{"ended by signal 9"});
    EXPECT_EQ(talk.all<Ended>()[0].how, Ended::How::rejected);
    EXPECT_THAT(talk.all<Ended>()[0].reason, HasSubstr("no   such setting"));
}

TEST(BossSession, DrainsQuitsAndClosesAWorkerThatIsDone) {
    Talk talk;
    talk.bring_to_feeding();
    talk.happen(FinishUp{});
    talk.hear(protocol::BuildsFinished{});
    talk.hear(protocol::QuitAck{});
    EXPECT_THAT(talk.sent(), ElementsAre(R"({"cmd": "build_done"})", R"({"cmd": "quit"})"));
    EXPECT_THAT(talk.all<CloseWorkerInput>(), SizeIs(1));
    talk.happen(Closed{"ended by signal 9"});
    EXPECT_THAT(talk.all<Ended>(), ElementsAre(Ended{Ended::How::well, ""}));
}

TEST(BossSession, KillsAWorkerThatDoesNotQuitInTime) {
    Talk talk;
    talk.bring_to_feeding();
    talk.give(1, commits({0}));
    talk.happen(QuitNow{});
    talk.pass(1s);
    EXPECT_THAT(talk.all<Kill>(), IsEmpty());
    talk.pass(1s);
    EXPECT_THAT(talk.all<Kill>(), SizeIs(1));
    talk.happen(Closed{"ended by signal 9"});
    ASSERT_THAT(talk.all<Returned>(), SizeIs(1));
    EXPECT_EQ(talk.all<Returned>()[0].why, Returned::Why::session_ended);
    EXPECT_EQ(talk.all<Ended>()[0].how, Ended::How::well);
}

TEST(BossSession, GivesNothingBesideASuspect) {
    Talk talk;
    talk.bring_to_feeding(4);
    talk.give(1, commits({0}), true);
    EXPECT_EQ(talk.session.free_slots(), 0u);
    talk.hear(result_of("qemu_arm", 0, 1));
    EXPECT_EQ(talk.session.free_slots(), 4u);
}

TEST(BossSession, SaysNothingMoreAfterItsEnd) {
    Talk talk;
    talk.happen(Closed{"ended with status 1: the work directory is in use"});
    talk.effects.clear();
    talk.hear(ready());
    talk.happen(Closed{"again"});
    talk.pass(100s);
    EXPECT_THAT(talk.effects, IsEmpty());
    EXPECT_EQ(talk.session.next_deadline(), std::nullopt);
}

}  // namespace
}  // namespace bm::boss::test
