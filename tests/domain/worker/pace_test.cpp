// SPDX-License-Identifier: GPL-2.0-or-later
// Heartbeats, and a boss that does not read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/protocol/limits.hpp"
#include "tests/domain/worker/conversation.hpp"

namespace bm::worker::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string board_x = R"({"cmd": "build_board", "board": "x", "lease": 5})";

TEST(Heartbeat, ComesForEachRunningBoardEveryTenSeconds) {
    Conversation c;
    c.prepare();
    c.say(board_x);
    c.say(R"({"cmd": "build_board", "board": "y"})");
    c.said.clear();
    c.pass(30s);
    const auto beats = c.said_of("heartbeat");
    ASSERT_EQ(beats.size(), 6u);
    EXPECT_EQ(Conversation::field(beats[0], "board"), "x");
    EXPECT_EQ(Conversation::field(beats[1], "board"), "y");
    EXPECT_EQ(Conversation::field(beats[1], "thread"), "1");
}

TEST(Heartbeat, ComesAsOftenAsTheSettingsWant) {
    Conversation c;
    c.say(R"({"cmd": "configure", "settings": {"silence": 6}, "features": ["lease", "silence"]})");
    c.prepare();
    c.said.clear();
    c.pass(6s);
    EXPECT_EQ(c.said_of("heartbeat").size(), 3u);
}

TEST(Heartbeat, NamesNoBoardWhileItsWorktreeIsMade) {
    Conversation c;
    c.use_bm_dialect();
    c.answer_worktrees = false;
    c.prepare();
    c.say(board_x);
    c.said.clear();
    c.pass(10s);
    EXPECT_THAT(c.said,
                ElementsAre(R"(BM> {"resp": "heartbeat", "board": "", "thread": 0, "lease": 5})"));
}

TEST(Heartbeat, OfAnIdleWorkerIsForABossOfOurDialectOnly) {
    Conversation buildman;
    buildman.pass(60s);
    EXPECT_THAT(buildman.said, IsEmpty());
    Conversation bm;
    bm.use_bm_dialect();
    bm.said.clear();
    bm.pass(60s);
    EXPECT_EQ(bm.said_of("heartbeat").size(), 6u);
    EXPECT_EQ(Conversation::field(bm.said[0], "board"), "");
}

TEST(Heartbeat, ComesOnceHoweverLateTheTick) {
    Conversation c;
    c.use_bm_dialect();
    c.said.clear();
    c.now += 100s;
    c.happen(Tick{});
    EXPECT_EQ(c.said.size(), 1u);
}

TEST(Backlog, NoNewBuildStartsUntilTheBossReads) {
    Conversation c;
    c.prepare("[\"" + hash_a + "\", \"" + hash_b + "\"]");
    c.say(board_x);
    c.happen(OutputBacklog{protocol::limits::unread_output_bytes + 1});
    c.make_ends(0, 0);
    c.say(R"({"cmd": "build_board", "board": "y"})");
    EXPECT_EQ(c.builder.orders.size(), 1u);
    EXPECT_EQ(c.said_of("build_result").size(), 1u);
    EXPECT_TRUE(c.session.next_deadline().has_value());
    EXPECT_LE(*c.session.next_deadline(), c.now + 1s);
    c.happen(OutputBacklog{0});
    EXPECT_EQ(c.builder.orders.size(), 3u);
}

TEST(Backlog, NoHeartbeatIsAddedToIt) {
    Conversation c;
    c.use_bm_dialect();
    c.said.clear();
    c.happen(OutputBacklog{protocol::limits::unread_output_bytes + 1});
    c.pass(60s);
    EXPECT_THAT(c.said, IsEmpty());
}

TEST(Backlog, QuitIsHeardAllTheSame) {
    Conversation c;
    c.happen(OutputBacklog{protocol::limits::unread_output_bytes + 1});
    c.say(R"({"cmd": "quit"})");
    EXPECT_EQ(c.exit_status, 0);
}

TEST(Backlog, ABossThatFloodsAndDoesNotReadIsLeft) {
    Conversation c;
    c.happen(OutputBacklog{protocol::limits::unread_output_bytes + 1});
    for (int i = 0; i < 20'000 && !c.exit_status; ++i) c.say("nonsense");
    EXPECT_EQ(c.exit_status, 1);
}

TEST(Backlog, AResultThatWouldBeTooLongALineLosesItsMiddle) {
    Conversation c;
    c.prepare();
    c.say(board_x);
    c.make_ends(0, 2, "first" + std::string(4u << 20, '\x01') + "last");
    const auto result = c.said_of("build_result").at(0);
    EXPECT_LE(result.size(), protocol::limits::line_bytes);
    EXPECT_THAT(result, testing::HasSubstr("first"));
    EXPECT_THAT(result, testing::HasSubstr("last\""));
    EXPECT_THAT(result, testing::HasSubstr("bytes left out ...]"));
}

TEST(Batch, BuildsAllBoardsThenSaysDone) {
    Conversation c({"/work", 2});
    c.say(R"({"cmd": "build_boards", "boards": [{"board": "x"}, {"board": "y"}, {"board": "z"}],
              "commits": [")" +
          hash_a + "\"]}");
    EXPECT_EQ(kinds(c.said).front(), "build_started");
    EXPECT_EQ(Conversation::field(c.said[0], "num_threads"), "2");
    c.finish_all();
    EXPECT_EQ(c.said_of("build_result").size(), 3u);
    EXPECT_EQ(c.said.back(), R"(BM> {"resp": "build_done", "exceptions": 0})");
}

TEST(Batch, EveryFailureIsAResult) {
    Conversation c;
    c.answer_repository = false;
    c.say(R"({"cmd": "build_boards", "boards": [{"board": "x"}], "commits": [")" + hash_a + "\"]}");
    c.happen(RepositoryFailed{"no git repository"});
    EXPECT_EQ(kinds(c.said), (std::vector<std::string>{"build_started", "heartbeat", "build_result",
                                                       "build_done"}));
    EXPECT_THAT(c.said[2], testing::HasSubstr("no git repository"));
}

}  // namespace
}  // namespace bm::worker::test
