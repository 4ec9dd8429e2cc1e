// SPDX-License-Identifier: GPL-2.0-or-later
// How a session ends: quit, a boss that is gone, signals; and how it is kept from ending.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/worker/conversation.hpp"

namespace bm::worker::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string board_x = R"({"cmd": "build_board", "board": "x"})";
const std::string quit = R"({"cmd": "quit"})";

void start_build(Conversation& c) {
    c.prepare();
    c.say(board_x);
    c.said.clear();
}

TEST(Ending, QuitOfAnIdleWorkerIsAcknowledgedAtOnce) {
    Conversation c;
    EXPECT_THAT(kinds(c.say(quit)), ElementsAre("quit_ack"));
    EXPECT_EQ(c.exit_status, 0);
    EXPECT_EQ(c.session.next_deadline(), std::nullopt);
}

TEST(Ending, QuitKillsTheBuildsAndSaysNothingOfThem) {
    Conversation c;
    start_build(c);
    EXPECT_THAT(c.say(quit), IsEmpty());
    EXPECT_THAT(c.aborted, ElementsAre(0));
    EXPECT_EQ(c.exit_status, std::nullopt);
    c.make_ends(0, 0);
    EXPECT_THAT(kinds(c.said), ElementsAre("quit_ack"));
    EXPECT_EQ(c.exit_status, 0);
}

TEST(Ending, QuitIsAcknowledgedWithinTwoSecondsWhateverTheBuildsDo) {
    Conversation c;
    start_build(c);
    c.say(quit);
    c.pass(1900ms);
    EXPECT_THAT(kinds(c.said), ElementsAre("quit_ack"));
    EXPECT_EQ(c.exit_status, 0);
}

TEST(Ending, ABossThatHangsUpAfterItsQuitStillGetsAGoodEnd) {
    Conversation c;
    start_build(c);
    c.say(quit);
    c.happen(InputEnded{});
    c.make_ends(0, 0);
    EXPECT_EQ(c.exit_status, 0);
}

TEST(Ending, QuitWaitsForNoWorktree) {
    Conversation c;
    c.answer_worktrees = false;
    start_build(c);
    c.say(quit);
    c.pass(1900ms);
    EXPECT_EQ(c.exit_status, 0);
}

TEST(Ending, EndOfInputWaitsForNothingThatIsQueued) {
    Conversation c;
    start_build(c);
    c.say(R"({"cmd": "build_done"})");
    c.say(quit);
    c.happen(InputEnded{});
    EXPECT_THAT(c.aborted, ElementsAre(0));
    c.make_ends(0, 0);
    EXPECT_THAT(c.said, IsEmpty());
    EXPECT_EQ(c.exit_status, 1);
}

TEST(Ending, EndOfInputOfAnIdleWorkerEndsItAtOnce) {
    Conversation c;
    c.happen(InputEnded{});
    EXPECT_EQ(c.exit_status, 1);
    EXPECT_THAT(c.said, IsEmpty());
}

TEST(Ending, ASignalKillsTheBuildsAndASecondOneWaitsNoLonger) {
    Conversation c;
    start_build(c);
    c.happen(StopSignal{15});
    EXPECT_THAT(c.aborted, ElementsAre(0));
    EXPECT_EQ(c.exit_status, std::nullopt);
    c.happen(StopSignal{2});
    EXPECT_EQ(c.exit_status, 1);
}

TEST(Ending, NothingIsDoneAfterTheEnd) {
    Conversation c;
    c.say(quit);
    const auto said = c.said.size();
    c.say(quit);
    c.prepare();
    c.happen(InputEnded{});
    EXPECT_EQ(c.said.size(), said);
}

TEST(Ending, ABossThatPingedAndIsSilentIsGone) {
    Conversation c;
    c.say("");
    c.pass(119s);
    EXPECT_EQ(c.exit_status, std::nullopt);
    c.say("");
    c.pass(119s);
    EXPECT_EQ(c.exit_status, std::nullopt);
    c.pass(2s);
    EXPECT_EQ(c.exit_status, 1);
}

TEST(Ending, ABossThatIsToPingAndNeverDoesIsGone) {
    Conversation c;
    c.say(R"({"cmd": "configure", "settings": {}, "features": ["lease"]})");
    c.pass(119s);
    EXPECT_EQ(c.exit_status, std::nullopt);
    c.pass(2s);
    EXPECT_EQ(c.exit_status, 1);
}

TEST(Ending, ABossThatNeverPingedMayBeSilentForEver) {
    Conversation c;
    c.pass(24h);
    EXPECT_EQ(c.exit_status, std::nullopt);
}

TEST(Ending, AnyLineOfAPingingBossCounts) {
    Conversation c;
    c.say("");
    c.pass(100s);
    c.say("nonsense");
    c.pass(100s);
    EXPECT_EQ(c.exit_status, std::nullopt);
}

TEST(Ending, ATemporaryDirectoryGoesOnEveryEnd) {
    for (const int way : {0, 1, 2}) {
        Conversation c({"", 1});
        c.say(R"({"cmd": "setup"})");
        c.happen(DirectoryReady{"/tmp/bm-worker-1"});
        EXPECT_THAT(c.said.back(), HasSubstr(R"("git_dir": "/tmp/bm-worker-1/.git")"));
        if (way == 0) c.say(quit);
        if (way == 1) c.happen(InputEnded{});
        if (way == 2) c.happen(StopSignal{1});
        EXPECT_THAT(c.others, testing::Contains(Effect{RemoveDirectory{"/tmp/bm-worker-1"}}));
        EXPECT_TRUE(c.exit_status.has_value());
    }
}

TEST(Ending, ANamedDirectoryStays) {
    Conversation c({"", 1});
    c.say(R"({"cmd": "setup", "work_dir": "/w"})");
    c.happen(DirectoryReady{"/w"});
    c.say(quit);
    EXPECT_THAT(c.others, ElementsAre(Effect{SetupDirectory{"/w"}}, Effect{Exit{0}}));
}

// The user's own directory would be taken for the temporary one that could not be made.
TEST(Ending, NothingIsRemovedWhereATemporaryDirectoryCouldNotBeMade) {
    Conversation c({"/home/u/work", 1});
    c.say(R"({"cmd": "setup"})");
    c.happen(DirectoryFailed{"no room"});
    c.say(quit);
    EXPECT_THAT(c.others, ElementsAre(Effect{SetupDirectory{""}}, Effect{Exit{0}}));
}

TEST(Setup, AFailureIsAnErrorAndALaterOneMaySucceed) {
    Conversation c({"", 1});
    c.say(R"({"cmd": "setup"})");
    c.happen(DirectoryFailed{"git init failed: disk full"});
    EXPECT_THAT(c.said.back(), HasSubstr("git init failed: disk full"));
    c.say(R"({"cmd": "setup", "work_dir": "/w"})");
    c.happen(DirectoryReady{"/w"});
    EXPECT_EQ(kinds(c.said).back(), "setup_done");
}

}  // namespace
}  // namespace bm::worker::test
