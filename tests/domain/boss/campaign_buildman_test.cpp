// SPDX-License-Identifier: GPL-2.0-or-later
// A campaign with a worker of buildman's dialect.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/boss/buildman_fixture.hpp"
#include "tests/domain/boss/campaign_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

Config with_python() {
    Config config;
    PlaceConfig place{"py", true};
    place.set_up = SetUp{"/w", true};
    place.buildman_toolchains.emplace();
    config.places = {place};
    return config;
}

void bring_up(Play& play) {
    play.happen(WorkerStarted{play.worker});
    play.hear(python_ready());
    play.hear(protocol::SetupDone{"/w", "/w/.git"});
    play.happen(CommitsPushed{play.worker, ""});
    play.hear(protocol::ConfigureDone{});
    play.hear(protocol::BuildPrepareDone{});
}

void tell(Play& play, const std::string& board, std::int64_t commit) {
    protocol::BuildResult result;
    result.board = board;
    result.commit_upto = commit;
    play.hear(result);
}

TEST(PythonInACampaign, BuildsEveryBoardOnceAndWhole) {
    Play play(plan_of(2, 4), with_python());
    bring_up(play);
    ASSERT_THAT(play.all<PushCommits>(), SizeIs(1));
    EXPECT_EQ(play.all<PushCommits>()[0].git_dir, "/w/.git");
    for (std::int64_t commit = 0; commit < 4; ++commit) tell(play, "board0", commit);
    for (std::int64_t commit = 0; commit < 4; ++commit) tell(play, "board1", commit);
    play.store_all();
    EXPECT_THAT(play.all<Store>(), SizeIs(8));
    play.leave();
    EXPECT_TRUE(play.campaign.finished());
    int orders = 0;
    for (const auto& send : play.all<Send>())
        orders += send.line.find("build_board\"") != send.line.npos;
    EXPECT_EQ(orders, 2);
    EXPECT_EQ(play.all<Note>()[0].severity, Note::Severity::warning);
    EXPECT_THAT(play.all<Note>()[0].text, HasSubstr("worker py speaks buildman's dialect"));
}

TEST(PythonInACampaign, TakesABoardAgainThatItLost) {
    Play play(plan_of(2, 2), with_python());
    bring_up(play);
    play.hear(protocol::Heartbeat{"board0", 0, {}});
    tell(play, "board0", 0);
    play.hear(protocol::Heartbeat{"board1", 0, {}});
    for (std::int64_t commit = 0; commit < 2; ++commit) tell(play, "board1", commit);
    play.hear(protocol::BuildsFinished{});
    play.hear(protocol::BuildPrepareDone{});
    play.pass(60s);
    for (std::int64_t commit = 0; commit < 2; ++commit) tell(play, "board0", commit);
    play.store_all();
    play.hear(protocol::BuildsFinished{});
    play.hear(protocol::QuitAck{});
    play.happen(WorkerClosed{play.worker, 0, 9, ""});
    ASSERT_THAT(play.all<Finish>(), SizeIs(1));
    EXPECT_EQ(play.all<Finish>()[0].counts.newly, 4u);
}

TEST(PythonInACampaign, CannotFollowFlagsOfItsOwnForABoard) {
    auto plan = plan_of(1, 1);
    plan.boards[0].make_flags = {"A=1"};
    Play play(plan, with_python());
    play.happen(WorkerStarted{play.worker});
    play.hear(python_ready());
    play.hear(protocol::QuitAck{});
    play.happen(WorkerClosed{play.worker, 0, 9, ""});
    EXPECT_THAT(play.all<Note>()[0].text, HasSubstr("which lacks [make-flags]"));
    EXPECT_THAT(play.all<Finish>(), SizeIs(1));
}

TEST(PythonInACampaign, CannotCountLines) {
    auto config = with_python();
    config.settings.lines = true;
    Play play(plan_of(1, 1), config);
    play.happen(WorkerStarted{play.worker});
    play.hear(python_ready());
    play.hear(protocol::QuitAck{});
    play.happen(WorkerClosed{play.worker, 0, 9, ""});
    EXPECT_THAT(play.all<Note>()[0].text, HasSubstr("which lacks --lines"));
}

TEST(PythonInACampaign, CannotConfigureAnExtendedBoard) {
    auto plan = plan_of(1, 1);
    plan.boards[0].defconfig = {"snow_defconfig", "acpi.config"};
    Play play(plan, with_python());
    play.happen(WorkerStarted{play.worker});
    play.hear(python_ready());
    play.hear(protocol::QuitAck{});
    play.happen(WorkerClosed{play.worker, 0, 9, ""});
    EXPECT_THAT(play.all<Note>()[0].text, HasSubstr("which lacks -X"));
    EXPECT_THAT(play.all<Finish>(), SizeIs(1));
}

}  // namespace
}  // namespace bm::boss::test
