// SPDX-License-Identifier: GPL-2.0-or-later
// How soon a worker counts as lost, and a build as hanging.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/boss/campaign_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Terms impatient(std::int64_t seconds) {
    Terms terms{{}, {}, {"lease"}, {std::string(40, 'a')}};
    terms.settings.silence_s = seconds;
    return terms;
}

TEST(Pace, IsThatOfTheSettings) {
    protocol::Settings settings;
    EXPECT_EQ(protocol::pace_of(settings), protocol::Pace{});
    settings.silence_s = 3;
    EXPECT_EQ(protocol::pace_of(settings), (protocol::Pace{1s, 1s, 3s, 12s}));
}

TEST(Pace, LosesASilentWorkerAsSoonAsTheUserWants) {
    Talk talk(impatient(3));
    talk.bring_to_feeding();
    talk.give(1, commits({0}));
    talk.pass(2s);
    EXPECT_THAT(talk.all<Kill>(), IsEmpty());
    EXPECT_THAT(talk.sent(), testing::Contains("")) << "it is pinged each second";
    talk.pass(1s);
    EXPECT_THAT(talk.all<Kill>(), SizeIs(1));
    talk.happen(Closed{"ended by signal 9"});
    EXPECT_EQ(talk.all<Ended>()[0].reason, "said nothing for 3 s");
    ASSERT_THAT(talk.all<Returned>(), SizeIs(1));
    EXPECT_EQ(talk.all<Returned>()[0].why, Returned::Why::link_lost);
}

TEST(Pace, UsesNoWorkerThatCannotKeepIt) {
    Config config;
    config.settings.silence_s = 3;
    Play play(plan_of(1, 1), config);
    play.hear(ready(1));
    EXPECT_THAT(play.all<Finish>(), IsEmpty());
    play.hear(protocol::QuitAck{});
    play.happen(WorkerClosed{play.worker, 0, {}, ""});
    ASSERT_THAT(play.all<Note>(), SizeIs(testing::Ge(1u)));
    EXPECT_THAT(play.all<Note>()[0].text, HasSubstr("'silence'"));
}

TEST(BuildLimit, TakesABuildBackThatLastsLongerHoweverAliveTheWorkerIs) {
    Talk talk;
    talk.bring_to_feeding();
    talk.give(1, commits({0, 1}), false, 60s);
    for (int i = 0; i < 5; ++i) {
        talk.pass(10s);
        talk.hear(protocol::Heartbeat{"qemu_arm", 0, 1});
    }
    talk.hear(result_of("qemu_arm", 0, 1));
    ASSERT_THAT(talk.all<Delivered>(), SizeIs(1));
    EXPECT_EQ(talk.all<Delivered>()[0].took, 50s);
    for (int i = 0; i < 5; ++i) {
        talk.pass(10s);
        talk.hear(protocol::Heartbeat{"qemu_arm", 0, 1});
    }
    EXPECT_THAT(talk.all<Returned>(), IsEmpty()) << "each build has the limit for itself";
    talk.pass(10s);
    ASSERT_THAT(talk.all<Returned>(), SizeIs(1));
    EXPECT_EQ(talk.all<Returned>()[0].why, Returned::Why::too_long);
    EXPECT_EQ(talk.all<Returned>()[0].took, 60s);
    EXPECT_THAT(talk.sent(), testing::Contains(HasSubstr("cancel")));
    EXPECT_THAT(talk.all<Kill>(), IsEmpty()) << "the worker is sound";
}

TEST(BuildLimit, MakesABuildThatHangsANotObtainedOneInTheEnd) {
    auto plan = plan_of(1, 1);
    plan.boards[0].limit = 5s;
    Play play(plan);
    play.come_up();
    for (int i = 0; i < 3; ++i) play.pass(20s);
    play.leave();
    ASSERT_THAT(play.all<Finish>(), SizeIs(1));
    ASSERT_THAT(play.all<Finish>()[0].not_obtained, SizeIs(1));
    EXPECT_THAT(play.all<Finish>()[0].not_obtained[0].reason, HasSubstr("longer than 5 s"));
    ASSERT_THAT(play.all<Attempted>(), SizeIs(3));
    EXPECT_EQ(play.all<Attempted>()[0].fault, retry::Failure::limit);
    EXPECT_EQ(play.all<Attempted>()[0].took, 5s);
}

TEST(History, HearsOfEachTryOnce) {
    Play play(plan_of(1, 2));
    play.come_up();
    play.now += 7s;
    play.answer(1, "", protocol::Cause::checkout);
    play.pass(5s);
    play.answer();
    play.answer(2, "broken");
    play.store_all();
    const auto tries = play.all<Attempted>();
    ASSERT_THAT(tries, SizeIs(3));
    EXPECT_EQ(tries[0].fault, retry::Failure::checkout);
    EXPECT_EQ(tries[0].took, 7s);
    EXPECT_EQ(tries[0].host, "local");
    EXPECT_EQ(tries[1].return_code.value_or(-1) + tries[2].return_code.value_or(-1), 2);
    EXPECT_FALSE(tries[1].fault || tries[2].fault);
}

}  // namespace
}  // namespace bm::boss::test
