// SPDX-License-Identifier: GPL-2.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/recipe/kconfig_guard.hpp"
#include "tests/domain/recipe/recipe_fixture.hpp"

namespace bm::recipe {
namespace {

TEST_F(RecipeTest, BeginsCleanAndGoesOnIncrementally) {
    EXPECT_EQ(build({}), clean);
    EXPECT_EQ(build({}), incremental);
    EXPECT_EQ(finished.return_code, 0);
    EXPECT_EQ(finished.cause, Cause::make);
}

TEST_F(RecipeTest, IsCleanForAnotherBoard) {
    build({});
    board = "peach";
    EXPECT_EQ(build({}), clean);
}

TEST_F(RecipeTest, IsCleanWhenTheSameBoardIsAskedForInAnotherWay) {
    build({});
    make_flags = {"FW=/x"};
    EXPECT_EQ(build({}), clean);
    EXPECT_EQ(build({}), incremental);
    settings.no_lto = true;
    EXPECT_EQ(build({}), clean);
    settings.wrapper = "ccache";
    EXPECT_EQ(build({}), clean);
    settings.time_limit_s = 7;
    EXPECT_EQ(build({}), incremental);
}

TEST_F(RecipeTest, TakesAFailureAtItsWordWhenTheUserIsInAHurry) {
    build({});
    settings.quick = true;
    EXPECT_EQ(build({made(2, error)}), (Asked{"check out", "build", "attribute", "collect"}));
    EXPECT_EQ(finished.return_code, 2);
    EXPECT_FALSE(finished.reconfigured);
    settings.quick = false;
    build({made(0), made(0), made(2, error), made(0), made(0), made(0)});
    EXPECT_TRUE(finished.reconfigured) << "what quick believed was never confirmed";
    EXPECT_EQ(finished.return_code, 0);
}

TEST_F(RecipeTest, BuildsInTheSourceFromNothingEachTime) {
    output = "/w/00";
    settings.in_tree = true;
    const Asked in_source = {"check out", "configure", "sync", "build", "collect"};
    EXPECT_EQ(build({}), in_source);
    EXPECT_EQ(build({}), in_source);
    EXPECT_TRUE(std::ranges::none_of(last_make.arguments,
                                     [](const auto& word) { return word.starts_with("O="); }));
}

TEST_F(RecipeTest, IsCleanWhereTimeStampsCannotBeTrusted) {
    build({});
    EXPECT_EQ(build({}, {{}, true, false, 0}), clean);
    EXPECT_EQ(build({}, {{}, false, true, 0}), clean);
}

TEST_F(RecipeTest, IsCleanAfterAMakeThatDidNotEndByItself) {
    build({});
    build({{MakeEnded::How::signalled, 9, "", "", ""}});
    EXPECT_EQ(build({}), clean);
}

TEST_F(RecipeTest, ConfiguresAgainWhenAFileOfTheConfigurationChanged) {
    build({});
    EXPECT_EQ(build({}, {{"drivers/net/Kconfig"}, false, false, 0}),
              (Asked{"check out", "remove", "configure", "sync", "build", "collect"}));
    settings.kconfig_check = false;
    EXPECT_EQ(build({}, {{"drivers/net/Kconfig"}, false, false, 0}), incremental);
    settings.force_reconfig = true;
    EXPECT_EQ(build({})[2], "configure");
}

TEST_F(RecipeTest, RemovesWhatPrintedSomethingSoThatMakeSaysItAgain) {
    EXPECT_EQ(build({made(0), made(0), made(0, warning)}, {}, {{"a.o"}, {}}),
              (Asked{"check out", "empty", "configure", "sync", "build", "attribute", "collect"}));
    EXPECT_EQ(finished.err, warning);
    EXPECT_EQ(build({made(0, warning)}),
              (Asked{"check out", "remove", "build", "attribute", "collect"}));
}

TEST_F(RecipeTest, IsCleanOnceAfterADiagnosticOfNobody) {
    build({made(0), made(0), made(0, "odd words\n")}, {}, {{}, {"odd words"}});
    EXPECT_EQ(build({}), clean);
    EXPECT_EQ(build({}), incremental);
}

TEST_F(RecipeTest, KeepsWhatKconfigSaidWithTheConfigurationItSaidItAbout) {
    build({made(0, "configs/snow_defconfig:3:warning: odd\n")});
    build({});
    EXPECT_EQ(finished.err, "configs/snow_defconfig:3:warning: odd\n");
    build({}, {{"configs/snow_defconfig"}, false, false, 0});
    EXPECT_EQ(finished.err, "");
}

TEST_F(RecipeTest, ConfirmsAFailureByACleanBuild) {
    build({});
    EXPECT_EQ(build({made(2, error), made(0), made(0), made(2, error)}),
              (Asked{"check out", "build", "empty", "configure", "sync", "build", "attribute",
                     "collect"}));
    EXPECT_EQ(finished.return_code, 2);
    EXPECT_TRUE(finished.reconfigured);
}

TEST_F(RecipeTest, TakesTheCleanBuildsWordAgainstAStaleOutput) {
    build({});
    build({made(2, error)});
    EXPECT_EQ(finished.return_code, 0);
    EXPECT_EQ(finished.err, "");
}

TEST_F(RecipeTest, DoesNotConfirmTheSameFailureTwice) {
    build({made(0), made(0), made(2, error)});
    EXPECT_EQ(build({made(0), made(0), made(2, error)}),
              (Asked{"check out", "remove", "configure", "sync", "build", "attribute", "collect"}));
    EXPECT_EQ(finished.return_code, 2);
    EXPECT_FALSE(finished.reconfigured);
}

TEST_F(RecipeTest, ConfirmsANewFailureOfABoardThatFailedBefore) {
    build({made(0), made(0), made(2, error)});
    const auto asked = build({made(0), made(0), made(2, "b.c:1:1: error: new\n"), made(0), made(0),
                              made(2, "b.c:1:1: error: new\n")});
    EXPECT_EQ(std::count(asked.begin(), asked.end(), "build"), 2);
}

TEST_F(RecipeTest, FailsWhereItCannotConfigure) {
    EXPECT_EQ(build({made(2, "no such defconfig\n")}),
              (Asked{"check out", "empty", "configure", "collect"}));
    EXPECT_EQ(finished.return_code, 2);
    EXPECT_EQ(finished.err, "no such defconfig\n");
    EXPECT_FALSE(last_collect.configuration) << "what lies there is another build's";
    build({});
    EXPECT_TRUE(last_collect.configuration);
    build({});
    EXPECT_TRUE(last_collect.configuration) << "incrementally, too";
}

TEST_F(RecipeTest, TellsWhatEachMakePrintedWhereTheUserWantsItAll) {
    const auto prints = [](const char* text) {
        return MakeEnded{MakeEnded::How::exited, 0, text, "", ""};
    };
    build({prints("configured "), prints("synced "), prints("built")});
    EXPECT_EQ(finished.out, "built");
    settings.verbose_build = true;
    memory = {};
    build({prints("configured "), prints("synced "), prints("built")});
    EXPECT_EQ(finished.out, "configured synced built");
}

TEST_F(RecipeTest, CountsTheLinesOfGoodBuildsWhereThatIsAskedFor) {
    build({});
    EXPECT_FALSE(last_collect.lines);
    settings.lines = true;
    build({});
    EXPECT_TRUE(last_collect.lines);
    EXPECT_EQ(last_collect.source, "/w/00");
    memory = {};
    build({made(2, error)});
    EXPECT_FALSE(last_collect.lines);
}

TEST_F(RecipeTest, GoesOnInATreeWithoutSyncconfig) {
    EXPECT_EQ(build({made(0), made(2, "No rule to make target 'syncconfig'\n")}), clean);
    EXPECT_EQ(finished.err, "");
}

TEST_F(RecipeTest, TakesMissingBlobsForAWarning) {
    build({made(0), made(0), made(2, "Some images are invalid\n")});
    EXPECT_EQ(finished.return_code, 0);
    EXPECT_EQ(finished.err, "Some images are invalid\n");
}

struct MachinesFault {
    MakeEnded end;
    Cause cause;
    std::int64_t code;
    std::string first_words;
};

TEST_F(RecipeTest, SaysWhichFailuresAreTheMachines) {
    using How = MakeEnded::How;
    const std::vector<MachinesFault> faults = {
        {{How::signalled, 9, "", "", ""}, Cause::signal, 137, "make was ended by signal 9"},
        {{How::limit, 0, "", "", ""}, Cause::limit, 124, "make was stopped at the time limit"},
        {{How::not_started, 0, "", "", "gone"}, Cause::start, 1, "make failed to start: gone"},
        {{How::lost, 0, "", "", "?"}, Cause::start, 1, "make was lost"},
    };
    for (const auto& fault : faults) {
        build({fault.end});
        EXPECT_EQ(finished.cause, fault.cause);
        EXPECT_EQ(finished.return_code, fault.code);
        EXPECT_TRUE(finished.err.starts_with(fault.first_words)) << finished.err;
        EXPECT_FALSE(memory.trusted);
    }
}

TEST_F(RecipeTest, TakesNoAnswerForAnother) {
    const std::vector<StepResult> answers = {StepDone{}, CheckedOut{}, TextRead{},
                                             made(0),    Attributed{}, Collected{}};
    settings.adjust_config = {"A=2"};
    config = "CONFIG_A=2\n";
    const std::vector<MakeEnded> makes = {made(0), made(0), made(0), made(0), made(0, warning)};
    const auto all = build(makes);
    ASSERT_EQ(all.size(), 12u) << testing::PrintToString(all);
    for (std::size_t step = 1; step <= all.size(); ++step)
        for (const auto& answer : answers) {
            memory = {};
            wrong = {step, answer};
            const auto asked = build(makes);
            if (!wrong) continue;
            EXPECT_EQ(asked.size(), step) << all[step - 1] << " took answer " << answer.index();
            EXPECT_EQ(finished.cause, Cause::start) << all[step - 1];
            EXPECT_EQ(finished.return_code, 1);
            EXPECT_EQ(finished.err, "a step of the build was answered wrongly\n");
        }
}

TEST_F(RecipeTest, TakesTheGuardsStopForTheBuildsOwnFailure) {
    build({made(0), {MakeEnded::How::guard, 0, "", "", ""}});
    EXPECT_EQ(finished.cause, Cause::guard);
    EXPECT_EQ(finished.return_code, 1);
    EXPECT_EQ(finished.err, endless_kconfig);
    EXPECT_EQ(build({}), clean);
}

TEST_F(RecipeTest, SaysThatACommitCannotBeCheckedOut) {
    auto one = recipe();
    one.start();
    const auto turn = one.resume(StepFailed{"git checkout: no"});
    ASSERT_TRUE(std::holds_alternative<Finished>(turn));
    EXPECT_EQ(std::get<Finished>(turn).cause, Cause::checkout);
    EXPECT_EQ(std::get<Finished>(turn).return_code, 1);
    EXPECT_EQ(std::get<Finished>(turn).err, "git checkout: no\n");
}

TEST_F(RecipeTest, NeverEmptiesADirectoryOfTheUsers) {
    settings.work_in_output = true;
    const auto asked = build({});
    EXPECT_EQ(asked, (Asked{"check out", "mrproper", "configure", "sync", "build", "collect"}));
}

TEST_F(RecipeTest, GivesMakeTheCommitsDateAndTheCompiler) {
    build({}, {{}, false, false, 1234});
    EXPECT_EQ(last_make.environment.at("SOURCE_DATE_EPOCH"), "1234");
    EXPECT_EQ(last_make.environment.at("CROSS_COMPILE"), "arm-");
    EXPECT_EQ(last_make.environment.at("PATH"), "/usr/bin:/bin");
    EXPECT_EQ(last_make.environment.at("LC_ALL"), "C");
}

RC_GTEST_PROP(Recipe, EndsWhateverItsStepsGive, ()) {
    OutputMemory memory;
    BuildRequest request;
    request.board = "snow";
    request.commit = std::string(40, 'a');
    Recipe one(request, {}, {}, {}, memory);
    auto turn = one.start();
    for (int step = 0; step < 40 && !std::holds_alternative<Finished>(turn); ++step) {
        const auto how = *rc::gen::element(MakeEnded::How::exited, MakeEnded::How::signalled,
                                           MakeEnded::How::limit, MakeEnded::How::guard,
                                           MakeEnded::How::not_started, MakeEnded::How::lost);
        const auto answer = *rc::gen::element<StepResult>(
            StepDone{}, CheckedOut{}, made(0), made(0, warning), made(2, error), Attributed{},
            MakeEnded{how, 2, "", "", ""}, Collected{}, CheckedOut{{"Kconfig"}, true, true, 1});
        turn = one.resume(answer);
    }
    RC_ASSERT(std::holds_alternative<Finished>(turn));
}

}  // namespace
}  // namespace bm::recipe
