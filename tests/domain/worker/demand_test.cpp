// SPDX-License-Identifier: GPL-2.0-or-later
// The demand flow, by lines in and lines out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/worker/conversation.hpp"

namespace bm::worker::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string board_x = R"({"cmd": "build_board", "board": "x", "arch": "arm"})";
const std::string two_commits = "[\"" + hash_a + "\", \"" + hash_b + "\"]";

TEST(Demand, ReadyComesFirstAndSaysWhatIsOffered) {
    ScriptedBuilder builder;
    Session session({"/work", 3}, builder);
    const auto effects = session.handle(Started{}, core::Instant{});
    ASSERT_EQ(effects.size(), 1u);
    const auto& line = std::get<SendLine>(effects.front()).text;
    EXPECT_THAT(line, testing::StartsWith("BM> "));
    EXPECT_THAT(line, HasSubstr(R"("nthreads": 3, "slots": 3, "protocol": 1)"));
    EXPECT_THAT(line, HasSubstr(R"("lease")"));
}

TEST(Demand, PrepareAnswersWithTheSlotsInUse) {
    Conversation c;
    c.prepare();
    EXPECT_THAT(kinds(c.said), ElementsAre("build_started", "build_prepare_done"));
    EXPECT_EQ(Conversation::field(c.said[0], "num_threads"), "4");
}

TEST(Demand, TheCurrentSourceNeedsNeitherRepositoryNorWorktree) {
    Conversation c;
    c.answer_repository = false;
    c.prepare("[null]");
    EXPECT_THAT(kinds(c.said), ElementsAre("build_prepare_done"));
    c.say(board_x);
    ASSERT_EQ(c.builder.orders.size(), 1u);
    EXPECT_EQ(c.builder.orders[0].commit, std::nullopt);
    EXPECT_EQ(c.builder.orders[0].place, (Place{"/work", "/work/.bm-work/00/build"}));
}

TEST(Demand, AJobGivesItsHeartbeatThenEachPositionInOrder) {
    Conversation c;
    c.prepare(two_commits);
    c.said.clear();
    c.say(board_x);
    c.make_ends(0, 0);
    c.make_ends(0, 2, "broken\n");
    EXPECT_THAT(kinds(c.said), ElementsAre("heartbeat", "worktree_created", "heartbeat",
                                           "build_result", "build_result"));
    EXPECT_EQ(Conversation::field(c.said[0], "board"), "");
    EXPECT_EQ(Conversation::field(c.said[2], "board"), "x");
    EXPECT_EQ(Conversation::field(c.said[3], "commit_upto"), "0");
    EXPECT_EQ(Conversation::field(c.said[3], "load_avg"), "1.5");
    EXPECT_EQ(Conversation::field(c.said[4], "commit_upto"), "1");
    EXPECT_EQ(Conversation::field(c.said[4], "return_code"), "2");
}

TEST(Demand, AWorktreeIsMadeOnlyForASlotThatGetsAJobAndOnlyOnce) {
    Conversation c;
    c.prepare();
    c.say(board_x);
    c.finish_all();
    c.say(board_x);
    c.finish_all();
    EXPECT_EQ(c.said_of("worktree_created").size(), 1u);
}

TEST(Demand, AWorktreeThatCannotBeMadeFailsThePositionsAndIsTriedAgain) {
    Conversation c;
    c.answer_worktrees = false;
    c.use_bm_dialect();
    c.prepare(two_commits);
    c.say(board_x);
    c.happen(WorktreeFailed{0, "disk full"});
    const auto results = c.said_of("build_result");
    ASSERT_EQ(results.size(), 2u);
    EXPECT_THAT(results[0], HasSubstr("disk full"));
    EXPECT_EQ(Conversation::field(results[0], "return_code"), "1");
    EXPECT_EQ(Conversation::field(results[1], "cause"), "checkout");
    c.answer_worktrees = true;
    c.say(board_x);
    EXPECT_THAT(c.steps, ElementsAre(0));
}

TEST(Demand, OnlyWantedPositionsAreBuilt) {
    Conversation c;
    c.prepare("[\"" + hash_a + "\", \"" + hash_b + "\", \"" + hash_c + "\"]");
    c.say(R"({"cmd": "build_board", "board": "x", "lease": 7, "commits": [2, 0]})");
    c.finish_all();
    ASSERT_EQ(c.builder.orders.size(), 2u);
    EXPECT_EQ(c.builder.orders[0].commit, hash_a);
    EXPECT_EQ(c.builder.orders[1].commit, hash_c);
}

TEST(Demand, LeaseAndCauseAreSaidOnlyToABossThatTurnedThemOn) {
    for (const bool bm : {false, true}) {
        Conversation c;
        if (bm) c.use_bm_dialect();
        c.prepare();
        c.say(R"({"cmd": "build_board", "board": "x", "lease": 7})");
        c.finish_all();
        const auto result = c.said_of("build_result").at(0);
        EXPECT_EQ(Conversation::field(result, "lease"), bm ? "7" : "");
        EXPECT_EQ(Conversation::field(result, "cause"), bm ? "make" : "");
    }
}

TEST(Demand, ProcessorsAreSharedByTheSlotsAtWork) {
    Conversation c({"/work", 5});
    c.prepare();
    c.say(board_x);
    c.say(R"({"cmd": "build_board", "board": "y"})");
    EXPECT_EQ(c.builder.orders[0].jobs, 5);
    EXPECT_EQ(c.builder.orders[1].jobs, 3);
}

TEST(Demand, SettingsOfConfigureHoldFromTheNextPrepare) {
    Conversation c;
    c.prepare();
    c.say(R"({"cmd": "configure", "settings": {"jobs": 9, "threads": 1}})");
    c.say(board_x);
    EXPECT_EQ(c.builder.orders[0].jobs, 4);
    c.finish_all();
    c.say(R"({"cmd": "build_done"})");
    c.said.clear();
    c.prepare();
    EXPECT_EQ(Conversation::field(c.said[0], "num_threads"), "1");
    c.say(board_x);
    EXPECT_EQ(c.builder.orders[1].jobs, 9);
}

TEST(Demand, ToolchainsOfConfigureHoldAtOnce) {
    Conversation c;
    c.prepare();
    c.say(R"({"cmd": "configure", "toolchains": {"arm": "/opt/arm-gcc"}})");
    c.say(board_x);
    EXPECT_EQ(c.builder.orders[0].toolchains->at("arm"), "/opt/arm-gcc");
}

TEST(Demand, ResultFoldersAreNamedByLeaseAndPosition) {
    Conversation c;
    c.say(
        R"({"cmd": "configure", "settings": {"spool_dir": "/spool"}, "features": ["lease", "spool"]})");
    c.prepare(two_commits);
    c.say(R"({"cmd": "build_board", "board": "x", "lease": 12, "commits": [1]})");
    EXPECT_EQ(c.builder.orders[0].folder, "/spool/12.1");
}

TEST(Demand, BuildDoneWaitsForEveryResult) {
    Conversation c;
    c.prepare(two_commits);
    c.say(board_x);
    EXPECT_THAT(c.say(R"({"cmd": "build_done"})"), IsEmpty());
    c.finish_all();
    EXPECT_EQ(kinds(c.said).back(), "build_done");
    EXPECT_THAT(c.said.back(), HasSubstr(R"("exceptions": 0)"));
    c.prepare();
    EXPECT_EQ(kinds(c.said).back(), "build_prepare_done");
}

TEST(Demand, BuildDoneWithoutASessionIsNoError) {
    Conversation c;
    EXPECT_THAT(c.say(R"({"cmd": "build_done"})"),
                ElementsAre(R"(BM> {"resp": "build_done", "exceptions": 0})"));
}

TEST(Demand, CommandsBehindABuildDoneWaitTheirTurn) {
    Conversation c;
    c.prepare();
    c.say(board_x);
    c.say(R"({"cmd": "build_done"})");
    EXPECT_THAT(c.say("nonsense"), IsEmpty());
    EXPECT_THAT(c.say(R"({"cmd": "quit"})"), IsEmpty());
    c.make_ends(0, 0);
    EXPECT_THAT(kinds(c.said_of("error")), ElementsAre("error"));
    EXPECT_EQ(kinds(c.said).back(), "quit_ack");
    EXPECT_EQ(c.exit_status, 0);
    EXPECT_EQ(c.said_of("build_result").size(), 1u);
}

TEST(Demand, ABoardWithoutToolchainGetsItsResultsAndTheOthersGoOn) {
    Conversation c;
    c.prepare(two_commits);
    c.say(R"({"cmd": "build_board", "board": "bare"})");
    c.say(board_x);
    EXPECT_EQ(c.said_of("build_result").size(), 2u);
    EXPECT_EQ(Conversation::field(c.said_of("build_result")[0], "return_code"), "10");
    EXPECT_THAT(c.steps, ElementsAre(1)) << "slot 0 had a job already";
}

TEST(Demand, ANewBoardGoesToTheSlotThatHasBeenIdleForLongest) {
    const auto board = [](const std::string& name) {
        return R"({"cmd": "build_board", "arch": "arm", "board": ")" + name + "\"}";
    };
    Conversation c;
    c.prepare("[\"" + hash_a + "\"]");
    for (const auto* name : {"v", "w", "x", "y"}) c.say(board(name));
    EXPECT_THAT(c.steps, ElementsAre(0, 1, 2, 3));
    for (const int slot : {1, 0, 3, 2}) c.make_ends(slot, 0);
    c.say(board("z"));
    c.say(board("y"));
    EXPECT_THAT(c.steps, ElementsAre(1, 3)) << "what slot 0 holds is newer, and slot 3 has y";
}

TEST(Demand, AHostileBoardNameIsAResultAndNeverAPath) {
    Conversation c;
    c.prepare(two_commits);
    c.say(R"({"cmd": "build_board", "board": "../../etc/x"})");
    EXPECT_EQ(c.said_of("build_result").size(), 2u);
    EXPECT_EQ(Conversation::field(c.said_of("build_result")[0], "return_code"), "1");
    EXPECT_THAT(c.builder.orders, IsEmpty());
    EXPECT_EQ(c.said_of("error").size(), 0u);
}

TEST(Demand, APositionThatIsOwedIsRefusedAndAFinishedOneTaken) {
    Conversation c;
    c.prepare(two_commits);
    c.say(board_x);
    EXPECT_THAT(c.say(board_x).at(0), HasSubstr("still owed"));
    c.make_ends(0, 0);
    const std::string first = R"({"cmd": "build_board", "board": "x", "commits": [0]})";
    EXPECT_THAT(c.say(first), Not(testing::Contains(HasSubstr("error"))));
    c.finish_all();
    EXPECT_EQ(c.said_of("build_result").size(), 3u);
}

TEST(Demand, ACancelledLeaseGivesNoFurtherResultAndFreesItsSlot) {
    Conversation c({"/work", 1});
    c.use_bm_dialect();
    c.prepare(two_commits);
    c.say(R"({"cmd": "build_board", "board": "x", "lease": 1})");
    c.say(R"({"cmd": "build_board", "board": "y", "lease": 2})");
    c.say(R"({"cmd": "build_board", "board": "z", "lease": 3})");
    c.say(R"({"cmd": "cancel", "lease": 1})");
    c.say(R"({"cmd": "cancel", "lease": 2})");
    EXPECT_THAT(c.aborted, ElementsAre(0));
    c.make_ends(0, 0);
    EXPECT_EQ(c.builder.abandoned, 1);
    c.finish_all();
    for (const auto& line : c.said_of("build_result"))
        EXPECT_EQ(Conversation::field(line, "lease"), "3");
    EXPECT_EQ(c.said_of("build_result").size(), 2u);
}

TEST(Demand, ACancelReachesABuildThatIsDraining) {
    Conversation c;
    c.use_bm_dialect();
    c.prepare();
    c.say(R"({"cmd": "build_board", "board": "x", "lease": 1})");
    c.say(R"({"cmd": "build_done"})");
    c.say(R"({"cmd": "cancel", "lease": 1})");
    c.make_ends(0, 0);
    EXPECT_EQ(kinds(c.said).back(), "build_done");
    EXPECT_EQ(c.said_of("build_result").size(), 0u);
}

TEST(Demand, OneBoardIsBuiltInOneSlotAtATimeWhenItHasItsOwnOutput) {
    Conversation c;
    c.say(R"({"cmd": "configure", "settings": {"per_board_out_dir": true}})");
    c.prepare(two_commits);
    c.say(R"({"cmd": "build_board", "board": "x", "lease": 1, "commits": [0]})");
    c.say(R"({"cmd": "build_board", "board": "x", "lease": 2, "commits": [1]})");
    c.say(R"({"cmd": "build_board", "board": "y", "lease": 3, "commits": [1]})");
    EXPECT_THAT(c.steps, ElementsAre(0, 1));
    EXPECT_EQ(c.builder.orders[0].place.output, "/work/.bm-work/x");
    EXPECT_EQ(c.builder.orders[1].place.output, "/work/.bm-work/y");
    c.finish_all();
    EXPECT_EQ(c.said_of("build_result").size(), 3u);
}

TEST(Demand, ACancelledBuildHoldsItsBoardsOutputUntilItHasEnded) {
    Conversation c;
    c.say(R"({"cmd": "configure", "settings": {"per_board_out_dir": true}})");
    c.prepare();
    c.say(R"({"cmd": "build_board", "board": "x", "lease": 1})");
    c.say(R"({"cmd": "cancel", "lease": 1})");
    c.say(R"({"cmd": "build_board", "board": "x", "lease": 2})");
    EXPECT_EQ(c.builder.orders.size(), 1u);
    c.make_ends(0, 0);
    EXPECT_EQ(c.builder.orders.size(), 2u);
}

TEST(Demand, AfterACheckoutFailedTheWorktreeIsLookedAtAgain) {
    Conversation c;
    c.prepare();
    c.builder.cause = protocol::Cause::checkout;
    c.say(board_x);
    c.finish_all(1);
    c.say(board_x);
    EXPECT_EQ(c.said_of("worktree_created").size(), 2u);
}

}  // namespace
}  // namespace bm::worker::test
