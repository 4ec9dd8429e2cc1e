// SPDX-License-Identifier: GPL-2.0-or-later
// What is answered with an error, word for word, and that the session goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/worker/conversation.hpp"

namespace bm::worker::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string only_error(Conversation& c, const std::string& line) {
    const auto said = c.say(line);
    EXPECT_EQ(said.size(), 1u) << line;
    if (said.empty()) return "nothing was said";
    EXPECT_EQ(Conversation::kind_of(said[0]), "error") << said[0];
    return said[0];
}

TEST(Errors, LinesThatAreNoCommands) {
    Conversation c;
    EXPECT_THAT(only_error(c, "{"), HasSubstr("invalid JSON: "));
    EXPECT_THAT(only_error(c, R"({"cmd": "dance"})"), HasSubstr("unknown command: dance"));
    EXPECT_THAT(only_error(c, "{}"), HasSubstr("unknown command: "));
    EXPECT_EQ(Conversation::kind_of(only_error(c, "[1]")), "error");
    c.happen(LineRefused{"line longer than 8388608 bytes"});
    EXPECT_THAT(c.said.back(), HasSubstr("line longer than"));
    c.prepare();
    EXPECT_EQ(kinds(c.said).back(), "build_prepare_done");
}

TEST(Errors, GarbageThenQuitAreTwoLines) {
    Conversation c;
    c.say("garbage");
    c.say(R"({"cmd": "quit"})");
    EXPECT_EQ(kinds(c.said), (std::vector<std::string>{"error", "quit_ack"}));
}

TEST(Errors, NoWorkDirectoryThenNoBoards) {
    Conversation bare({"", 2});
    EXPECT_THAT(only_error(bare, R"({"cmd": "build_boards"})"),
                HasSubstr("no work directory set up"));
    EXPECT_THAT(only_error(bare, R"({"cmd": "build_prepare"})"),
                HasSubstr("no work directory set up"));
    Conversation c;
    EXPECT_THAT(only_error(c, R"({"cmd": "build_boards"})"), HasSubstr("no boards specified"));
}

TEST(Errors, ABoardWithoutPrepare) {
    Conversation c;
    EXPECT_THAT(only_error(c, R"({"cmd": "build_board", "board": "x"})"),
                HasSubstr("no builder (send build_prepare first)"));
}

TEST(Errors, AnEventOfNoSlotIsPassedOver) {
    Conversation c;
    c.prepare();
    for (const int slot : {-1, 4, 1000}) c.make_ends(slot, 0);
    EXPECT_EQ(kinds(c.said).back(), "build_prepare_done");
}

TEST(Errors, NoRepositoryEndsThePreparation) {
    Conversation c;
    c.answer_repository = false;
    c.prepare();
    EXPECT_THAT(c.said, IsEmpty());
    c.happen(RepositoryFailed{"no git repository in /work"});
    EXPECT_THAT(c.said.back(), HasSubstr("no git repository in /work"));
    EXPECT_THAT(only_error(c, R"({"cmd": "build_board", "board": "x"})"), HasSubstr("no builder"));
}

TEST(Errors, ASecondPrepareOrABatchKeepsTheOpenSession) {
    Conversation c;
    c.prepare();
    EXPECT_THAT(only_error(c, R"({"cmd": "build_prepare", "commits": [null]})"),
                HasSubstr("demand session is open"));
    EXPECT_THAT(only_error(c, R"({"cmd": "build_boards", "boards": [{"board": "x"}]})"),
                HasSubstr("demand session is open"));
    EXPECT_THAT(only_error(c, R"({"cmd": "setup", "work_dir": "/other"})"),
                HasSubstr("demand session is open"));
    c.say(R"({"cmd": "build_board", "board": "x"})");
    c.finish_all();
    EXPECT_EQ(c.said_of("build_result").size(), 1u);
}

TEST(Errors, CommitsThatAreNoHashes) {
    Conversation c;
    for (const std::string& bad :
         {std::string("[\"HEAD\"]"), std::string("[\"--all\"]"), "[\"" + hash_a + "\", null]",
          "[null, \"" + hash_a + "\"]", std::string("[\"\"]")})
        EXPECT_THAT(only_error(c, R"({"cmd": "build_prepare", "commits": )" + bad + "}"),
                    HasSubstr("40 or 64 hex digits"));
}

TEST(Errors, PositionsThatAreNotThere) {
    Conversation c;
    c.prepare();
    EXPECT_THAT(only_error(c, R"({"cmd": "build_board", "board": "x", "commits": [1]})"),
                HasSubstr("outside 0..0"));
    EXPECT_THAT(only_error(c, R"({"cmd": "build_board", "board": "x", "commits": [-1]})"),
                HasSubstr("whole numbers from 0"));
    EXPECT_THAT(only_error(c, R"({"cmd": "build_board", "board": "x", "commits": [0, 0]})"),
                HasSubstr("twice"));
    EXPECT_THAT(only_error(c, R"({"cmd": "build_board", "board": "x", "commits": []})"),
                HasSubstr("no position"));
}

TEST(Errors, ALeaseIsOpenOnce) {
    Conversation c;
    c.prepare();
    c.say(R"({"cmd": "build_board", "board": "x", "lease": 1})");
    EXPECT_THAT(only_error(c, R"({"cmd": "build_board", "board": "y", "lease": 1})"),
                HasSubstr("lease 1 is open"));
    c.finish_all();
    c.say(R"({"cmd": "build_board", "board": "y", "lease": 1})");
    EXPECT_EQ(c.steps.size(), 1u);
}

TEST(Errors, AConfigureThatCannotBeFollowedChangesNothing) {
    Conversation c;
    EXPECT_THAT(only_error(c, R"({"cmd": "configure", "features": ["lease", "magic"]})"),
                HasSubstr("'magic' was not offered"));
    EXPECT_THAT(only_error(c, R"({"cmd": "configure", "settings": {"jobs": -1}})"),
                HasSubstr("whole number"));
    EXPECT_THAT(only_error(c, R"({"cmd": "configure", "settings": {"spool_dir": "/s"}})"),
                HasSubstr("needs the feature spool"));
    EXPECT_THAT(
        only_error(
            c, R"({"cmd": "configure", "settings": {"spool_dir": "s"}, "features": ["spool"]})"),
        HasSubstr("absolute"));
    const std::pair<const char*, const char*> wrong[] = {
        {R"("target": "a", "config_only": true)", "exclude each other"},
        {R"("target": "-f/tmp/x")", "no goal of make"},
        {R"("target": "CC=x")", "no goal of make"},
        {R"("fragments": ["ok.config", "a b"])", "no goal of make"},
        {R"("environment": {"A-B": "1"})", "environment cannot have 'A-B'"},
        {R"("environment": {"A": "1\u0000"})", "environment cannot have 'A'"},
        {R"("wrapper": "a\u0000")", "zero byte"},
        {R"("adjust_config": ["~A=1"])", "Invalid CONFIG adjustment '~A=1'"},
        {R"("in_tree": true, "per_board_out_dir": true)", "in_tree excludes"},
    };
    for (const auto& [settings, why] : wrong)
        EXPECT_THAT(
            only_error(c, std::string(R"({"cmd": "configure", "settings": {)") + settings + "}}"),
            HasSubstr(why));
    c.prepare();
    c.say(R"({"cmd": "build_board", "board": "x", "lease": 1})");
    c.finish_all();
    EXPECT_EQ(Conversation::field(c.said_of("build_result").at(0), "lease"), "");
}

TEST(Errors, BlankLinesSayNothing) {
    Conversation c;
    EXPECT_THAT(c.say(""), IsEmpty());
    EXPECT_THAT(c.say(" \t\r"), IsEmpty());
}

TEST(Errors, AFloodBehindARunningBuildIsBounded) {
    Conversation c;
    c.prepare();
    c.say(R"({"cmd": "build_board", "board": "x"})");
    c.say(R"({"cmd": "build_done"})");
    std::size_t refused = 0;
    for (int i = 0; i < 20'000; ++i) refused += c.say("nonsense").size();
    EXPECT_GT(refused, 0u);
    EXPECT_THAT(c.said.back(), HasSubstr("too many commands"));
    c.finish_all();
    EXPECT_EQ(c.said_of("build_done").size(), 1u);
}

}  // namespace
}  // namespace bm::worker::test
