// SPDX-License-Identifier: GPL-2.0-or-later
// Workers that speak only the dialect of the Python tool.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/boss/needs.hpp"
#include "tests/domain/boss/buildman_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST_F(Python, IsToldOfABoardAsTheToolDoes) {
    come_up();
    give(1, "sandy", commits({1}));
    EXPECT_THAT(talk.sent(),
                ElementsAre(R"({"cmd": "build_board", "board": "sandy", "arch": "arm"})"));
    EXPECT_THAT(talk.session.boards(), ElementsAre(core::BoardId{1}));
}

TEST_F(Python, BuildsEveryCommitAndWhatWasNotAskedForIsPassedOver) {
    come_up();
    give(1, "sandy", commits({1, 2}));
    begins("sandy", 0);
    for (const std::int64_t commit : {0, 1, 2}) result("sandy", commit);
    const auto got = talk.all<Delivered>();
    ASSERT_THAT(got, SizeIs(2));
    EXPECT_EQ(got[0].build.commit.value, 1);
    EXPECT_EQ(got[0].result.cause, protocol::Cause::make);
    EXPECT_EQ(got[1].build.commit.value, 2);
    EXPECT_THAT(talk.all<Remark>(), IsEmpty());
    EXPECT_TRUE(talk.session.idle());
    EXPECT_EQ(talk.session.free_slots(), 3u) << "after the last commit its thread is free";
}

TEST_F(Python, TellsWhoDecidedAReturnCode) {
    come_up();
    give(1, "sandy", commits({0, 1, 2}));
    give(2, "mossy", commits({0, 1, 2}));
    result("sandy", 0, 10, "Tool chain error for arm: No tool chain found for arch 'arm'");
    result("sandy", 1, -9);
    result("sandy", 2, 1, "make failed to start: no such file");
    result("mossy", 0, 2, "error: it says make failed to start: no");
    result("mossy", 1, 2, "ld: final link failed: No space left on device\n");
    result("mossy", 2, 0, "make: warning:  Clock skew detected.  Your build may be incomplete.\n");
    std::vector<std::optional<protocol::Cause>> causes;
    for (const auto& got : talk.all<Delivered>()) causes.push_back(got.result.cause);
    using protocol::Cause;
    EXPECT_THAT(causes, ElementsAre(Cause::toolchain, Cause::signal, Cause::start, Cause::make,
                                    Cause::machine, Cause::doubtful));
}

TEST_F(Python, LosesABoardInSilenceWhichTheNextOneOfItsThreadTells) {
    come_up();
    give(1, "sandy", commits({0, 1, 2}));
    begins("sandy", 1);
    result("sandy", 0);
    give(2, "mossy", commits({0}));
    begins("mossy", 0);
    EXPECT_THAT(talk.all<Returned>(), IsEmpty()) << "another thread";
    result("mossy", 2);
    give(3, "rocky", commits({0}));
    talk.effects.clear();
    begins("rocky", 1);
    ASSERT_THAT(talk.all<Returned>(), SizeIs(1));
    EXPECT_EQ(talk.all<Returned>()[0].commits, commits({1, 2}));
    EXPECT_EQ(talk.all<Returned>()[0].why, Returned::Why::no_result);
    EXPECT_THAT(talk.sent(), IsEmpty()) << "it knows no cancel";
}

TEST_F(Python, IsAskedWhetherItIsDoneWhenNothingWaitsAndThenFedAgain) {
    come_up();
    give(1, "sandy", commits({0, 1}));
    talk.happen(NothingWaits{});
    talk.happen(NothingWaits{});
    EXPECT_THAT(talk.sent(), ElementsAre(HasSubstr("build_board"), R"({"cmd": "build_done"})"));
    EXPECT_EQ(talk.session.free_slots(), 0u);
    talk.pass(600s);
    result("sandy", 0);
    EXPECT_THAT(talk.all<Delivered>(), SizeIs(1)) << "it may still be at it";
    EXPECT_THAT(talk.all<Returned>(), IsEmpty());
    talk.effects.clear();
    talk.hear(protocol::BuildsFinished{1});
    ASSERT_THAT(talk.all<Returned>(), SizeIs(1));
    EXPECT_EQ(talk.all<Returned>()[0].commits, commits({1}));
    EXPECT_THAT(talk.sent(), ElementsAre(HasSubstr("build_prepare")));
    talk.hear(protocol::BuildPrepareDone{});
    EXPECT_EQ(talk.session.free_slots(), 3u);
}

TEST_F(Python, HasOneBoardMoreThanSlotsSoThatALossShows) {
    come_up();
    EXPECT_EQ(talk.session.free_slots(), 3u);
    give(1, "sandy", commits({0}));
    give(2, "mossy", commits({0}));
    give(3, "rocky", commits({0}));
    EXPECT_EQ(talk.session.free_slots(), 0u);
    for (int i = 0; i < 4; ++i) {
        talk.pass(600s);
        begins("sandy", 0);
        begins("mossy", 1);
    }
    EXPECT_THAT(talk.all<Returned>(), IsEmpty()) << "what waits there waits on";
}

TEST_F(Python, StaysAtABoardOfWhichNothingMoreIsOwed) {
    come_up();
    give(1, "sandy", commits({0}));
    give(2, "mossy", commits({0, 1, 2}));
    give(3, "rocky", commits({0, 1, 2}));
    begins("sandy", 0);
    begins("mossy", 1);
    result("sandy", 0);
    EXPECT_EQ(talk.session.free_slots(), 0u) << "its thread is not free";
    EXPECT_THAT(talk.session.boards(), SizeIs(3)) << "it is not given a second time";
    talk.pass(600s);
    result("sandy", 1);
    result("mossy", 0);
    talk.pass(600s);
    EXPECT_THAT(talk.all<Returned>(), IsEmpty()) << "rocky waits on";
    EXPECT_THAT(talk.all<Remark>(), IsEmpty());
    result("sandy", 2);
    EXPECT_EQ(talk.session.free_slots(), 1u);
}

TEST_F(Python, DropsWhatItStayedAtWhenItsThreadGoesOnOrItFallsSilent) {
    come_up();
    give(1, "sandy", commits({0}));
    give(2, "mossy", commits({0}));
    begins("sandy", 0);
    begins("mossy", 1);
    result("sandy", 0);
    result("mossy", 0);
    give(3, "rocky", commits({0, 1, 2}));
    begins("rocky", 0);
    EXPECT_THAT(talk.session.boards(), SizeIs(2));
    talk.pass(899s);
    result("rocky", 0);
    talk.pass(2s);
    EXPECT_THAT(talk.session.boards(), ElementsAre(core::BoardId{3}));
    EXPECT_EQ(talk.session.free_slots(), 2u);
}

TEST_F(Python, RunsNoMoreBoardsThanTheUserAllowsOrThanItHasThreadsFor) {
    for (const auto& [allowed, offered, room] :
         {std::tuple(1, 64, 1u), std::tuple(100, 4, 5u), std::tuple(0, 2, 3u)}) {
        auto terms = buildman_terms();
        terms.settings.threads = allowed;
        Talk worker(terms);
        worker.hear(protocol::Ready{offered, offered, 0, {}});
        worker.hear(protocol::SetupDone{"/w", "/w/.git"});
        worker.happen(CommitsSent{});
        worker.hear(protocol::ConfigureDone{});
        worker.hear(protocol::BuildPrepareDone{});
        EXPECT_EQ(worker.session.free_slots(), room);
    }
}

TEST_F(Python, IsNotAskedWhileItHasNothing) {
    come_up();
    talk.happen(NothingWaits{});
    EXPECT_THAT(talk.sent(), IsEmpty());
}

TEST_F(Python, DiesAtTheBoardsThatItHasBegun) {
    come_up();
    give(1, "sandy", commits({0}));
    give(2, "mossy", commits({0}));
    give(3, "rocky", commits({0, 1, 2}));
    begins("sandy", 0);
    result("rocky", 0);
    talk.happen(Closed{"gone"});
    std::vector<bool> begun;
    for (const auto& returned : talk.all<Returned>()) begun.push_back(returned.begun);
    EXPECT_THAT(begun, ElementsAre(true, false, true));
}

TEST_F(Python, GoesWhenItIsDoneAndNothingMoreWillCome) {
    come_up();
    give(1, "sandy", commits({0}));
    talk.happen(NothingWaits{});
    result("sandy", 0);
    talk.happen(FinishUp{});
    talk.effects.clear();
    talk.hear(protocol::BuildsFinished{});
    EXPECT_THAT(talk.sent(), ElementsAre(R"({"cmd": "quit"})"));
}

TEST_F(Python, IsNotWaitedForWithoutEndWhenItWasAsked) {
    come_up();
    give(1, "sandy", commits({0}));
    talk.happen(NothingWaits{});
    talk.pass(899s);
    EXPECT_THAT(talk.all<Returned>(), IsEmpty());
    talk.pass(2s);
    EXPECT_THAT(talk.all<Returned>(), SizeIs(1));
    talk.pass(40s);
    EXPECT_THAT(talk.all<Kill>(), SizeIs(1));
}

TEST_F(Python, MayBuildABoardForLongButNotForEver) {
    come_up();
    give(1, "sandy", commits({0, 1, 2}));
    talk.pass(899s);
    result("sandy", 0);
    talk.pass(899s);
    EXPECT_THAT(talk.all<Returned>(), IsEmpty());
    talk.pass(2s);
    ASSERT_THAT(talk.all<Returned>(), SizeIs(1));
    EXPECT_EQ(talk.all<Returned>()[0].commits, commits({1, 2}));
    EXPECT_THAT(talk.all<Kill>(), IsEmpty());
}

TEST_F(Python, GivesBackWhatItDidNotBuildWhenTheLastCommitsResultComes) {
    come_up();
    give(1, "sandy", commits({0, 1}));
    result("sandy", 0);
    result("sandy", 2);
    ASSERT_THAT(talk.all<Returned>(), SizeIs(1));
    EXPECT_EQ(talk.all<Returned>()[0].commits, commits({1}));
}

TEST_F(Python, IsRefusedWhatItDoesNotHave) {
    come_up();
    give(1, "sandy", commits({0}));
    result("other", 0);
    result("sandy", 3);
    result("sandy", -1);
    result("sandy", 0, 4000);
    EXPECT_THAT(talk.all<Delivered>(), IsEmpty());
    EXPECT_THAT(talk.all<Remark>(), SizeIs(4));
    for (const auto& remark : talk.all<Remark>()) EXPECT_THAT(remark.text, HasSubstr("refused"));
    result("sandy", 0);
    result("sandy", 0);
    EXPECT_THAT(talk.all<Delivered>(), SizeIs(1)) << "once, and the second came late";
    begins("other", 0);
    begins("sandy", -1);
    begins("sandy", 1'000'000'000);
}

TEST_F(Python, BringsItsFilesInTheResult) {
    come_up();
    give(1, "sandy", commits({0, 1}));
    protocol::BuildResult result;
    result.board = "sandy";
    result.return_code = 2;
    result.config = {{".config", "CONFIG_X=y\n"}};
    result.lines = "main.c: 1\n";
    result.files = {"u-boot.bin"};
    talk.hear(result);
    ASSERT_THAT(talk.all<Delivered>(), SizeIs(1));
    const auto got = talk.all<Delivered>()[0].result;
    EXPECT_THAT(got.files, IsEmpty()) << "nothing lies in a spool";
    EXPECT_EQ(got.config.at("lines"), "main.c: 1\n");
    EXPECT_EQ(got.config.at(".config"), "CONFIG_X=y\n");
    result.commit_upto = 1;
    result.config = {{"../x", "y"}};
    talk.hear(result);
    EXPECT_THAT(talk.all<Delivered>(), SizeIs(1));
}

TEST_F(Python, DiesAfterGoodbyeAndThatIsWell) {
    come_up();
    talk.happen(FinishUp{});
    talk.hear(protocol::BuildsFinished{});
    talk.hear(protocol::QuitAck{});
    talk.happen(Closed{"ended by signal 9"});
    EXPECT_THAT(talk.all<Ended>(), ElementsAre(Ended{Ended::How::well, ""}));
}

TEST_F(Python, WithoutWhatTheCampaignNeedsIsNamedWithTheLetters) {
    Talk poor(buildman_terms("-k, --target"));
    poor.hear(python_ready());
    poor.hear(protocol::QuitAck{});
    poor.happen(Closed{""});
    EXPECT_EQ(poor.all<Ended>()[0].how, Ended::How::unusable);
    EXPECT_EQ(poor.all<Ended>()[0].reason,
              "speaks only buildman's dialect, which lacks -k, --target");
}

TEST_F(Python, OnlyServesWhereItsDialectWillDo) {
    auto terms = buildman_terms();
    terms.buildman.reset();
    Talk poor(terms);
    poor.hear(python_ready());
    poor.hear(protocol::QuitAck{});
    poor.happen(Closed{""});
    EXPECT_THAT(poor.all<Ended>()[0].reason, HasSubstr("lacks the feature 'lease'"));
}

TEST(LettersBeyondBuildman, AreThoseThatItsDialectCannotSay) {
    protocol::Settings settings;
    settings.mrproper = settings.no_lto = settings.verbose_build = true;
    EXPECT_EQ(letters_beyond_buildman(settings), "");
    settings.keep_outputs = settings.per_board_out_dir = settings.quick = settings.lines = true;
    settings.time_limit_s = 9;
    EXPECT_EQ(letters_beyond_buildman(settings), "-Q, -k, --lines, -P, --time-limit");
}

}  // namespace
}  // namespace bm::boss::test
