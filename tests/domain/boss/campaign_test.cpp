// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/boss/campaign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/domain/boss/campaign_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Campaign, BuildsStoresAndFinishes) {
    Play play(plan_of(1, 3));
    play.come_up();
    play.answer();
    play.answer(0, "warning: old\n");
    play.answer(2, "error\n");
    play.store_all();
    EXPECT_FALSE(play.campaign.finished());
    play.leave();
    ASSERT_THAT(play.all<Finish>(), SizeIs(1));
    const auto finish = play.all<Finish>()[0];
    EXPECT_EQ(finish.how, Finish::How::complete);
    EXPECT_EQ(finish.counts, (Counts{3, 1, 1, 1, 0, 0, 0, 3, 0}));
    EXPECT_THAT(finish.not_obtained, IsEmpty());
}

TEST(Campaign, CountsABuildOnlyWhenItIsStored) {
    Play play(plan_of(1, 1));
    play.come_up();
    play.answer();
    EXPECT_EQ(play.campaign.counts().ok, 0u);
    EXPECT_EQ(play.campaign.counts().missing, 1u);
    play.store_all();
    EXPECT_EQ(play.campaign.counts().ok, 1u);
    EXPECT_EQ(play.all<Progress>().back().last, build(0, 0));
}

TEST(Campaign, BuildsOnlyWhatAnEarlierRunLeftOut) {
    auto plan = plan_of(1, 3);
    plan.already = {{build(0, 0), {0, true}}, {build(0, 2), {2, false}}};
    Play play(plan);
    play.come_up();
    ASSERT_THAT(play.orders, SizeIs(1));
    EXPECT_EQ(play.orders.begin()->second.positions, (std::vector<std::int64_t>{1}));
    play.answer();
    play.store_all();
    play.leave();
    EXPECT_EQ(play.all<Finish>()[0].counts, (Counts{3, 1, 1, 1, 0, 0, 2, 1, 0}));
}

TEST(Campaign, StartsNoWorkerWhenNothingIsMissing) {
    auto plan = plan_of(1, 1);
    plan.already = {{build(0, 0), {0, false}}};
    Play play(plan);
    EXPECT_THAT(play.all<StartWorker>(), IsEmpty());
    EXPECT_THAT(play.all<Finish>(), SizeIs(1));
}

TEST(Campaign, GivesTheBuildsOfADeadWorkerToTheNext) {
    Play play(plan_of(1, 2));
    play.come_up();
    play.answer();
    play.die();
    play.orders.clear();
    EXPECT_THAT(play.all<StartWorker>(), SizeIs(1));
    play.pass(2s);
    ASSERT_THAT(play.all<StartWorker>(), SizeIs(2));
    play.come_up();
    ASSERT_THAT(play.orders, SizeIs(1));
    EXPECT_EQ(play.orders.begin()->second.positions, (std::vector<std::int64_t>{1}));
    play.answer();
    play.store_all();
    EXPECT_EQ(play.all<Store>().back().attempt, 2);
    play.leave();
    EXPECT_EQ(play.all<Finish>()[0].counts.ok, 2u);
}

TEST(Campaign, BuildsASuspectAloneAndGivesItUpAfterTheSecondDeath) {
    Play play(plan_of(2, 1));
    play.come_up(2);
    ASSERT_THAT(play.orders, SizeIs(2));
    play.hear(protocol::Heartbeat{"board0", 0, 1});
    play.hear(protocol::Heartbeat{"board1", 1, 2});
    play.die();
    play.orders.clear();
    play.pass(5s);
    play.come_up(2);
    ASSERT_THAT(play.orders, SizeIs(1));
    EXPECT_EQ(play.orders.begin()->second.board, "board0");
    play.hear(protocol::Heartbeat{"board0", 0, 3});
    play.die();
    play.orders.clear();
    play.pass(5s);
    play.come_up(2);
    ASSERT_THAT(play.orders, SizeIs(1));
    EXPECT_EQ(play.orders.begin()->second.board, "board1");
    play.answer();
    play.store_all();
    play.leave();
    const auto finish = play.all<Finish>()[0];
    EXPECT_EQ(finish.counts.given_up, 1u);
    EXPECT_EQ(finish.counts.ok, 1u);
    ASSERT_THAT(finish.not_obtained, SizeIs(1));
    EXPECT_EQ(finish.not_obtained[0].build, build(0, 0));
    EXPECT_THAT(finish.not_obtained[0].reason, HasSubstr("2 workers died while they built it"));
}

TEST(Campaign, TellsEachPlaceTheCompilersThatAreMeantThere) {
    Config config;
    config.places[0].toolchains = {{"arm", "/opt/arm-none-eabi-gcc"}};
    Play play(plan_of(1, 1), config);
    play.come_up();
    EXPECT_THAT(play.all<Send>()[0].line,
                HasSubstr(R"("toolchains": {"arm": "/opt/arm-none-eabi-gcc"})"));
}

TEST(Campaign, TriesABuildAgainThatASignalEndedAndGivesItUpByNameAtTheLimit) {
    Play play(plan_of(1, 1));
    play.come_up();
    for (int attempt = 1; attempt <= 3; ++attempt) {
        ASSERT_THAT(play.orders, SizeIs(1)) << attempt;
        play.answer(137, "make was ended by signal 9\n", protocol::Cause::signal);
        for (int i = 0; i < 9; ++i) {
            play.pass(1s);
            play.hear(protocol::Heartbeat{});
        }
    }
    EXPECT_THAT(play.all<Store>(), IsEmpty());
    play.leave();
    ASSERT_THAT(play.all<Finish>(), SizeIs(1));
    EXPECT_THAT(play.all<Finish>()[0].not_obtained[0].reason,
                HasSubstr("make was ended by signal 9"));
}

TEST(Campaign, GivesUpABoardThatNoMachineHasAToolchainFor) {
    auto plan = plan_of(2, 2);
    plan.boards[1].arch = "riscv";
    Play play(plan);
    play.come_up();
    play.answer(10, "no compiler for arm\n", protocol::Cause::toolchain);
    play.answer(10, "no compiler for arm\n", protocol::Cause::toolchain);
    play.answer();
    play.answer();
    play.store_all();
    play.leave();
    const auto finish = play.all<Finish>()[0];
    EXPECT_EQ(finish.counts.given_up, 2u);
    EXPECT_EQ(finish.counts.ok, 2u);
    EXPECT_EQ(finish.not_obtained[0].reason, "no toolchain (no compiler for arm)");
    EXPECT_THAT(play.all<Store>(), SizeIs(2));
}

TEST(Campaign, AsksAMachineForEachCompilerOnce) {
    Play play(plan_of(3, 4));
    play.come_up();
    while (!play.orders.empty()) play.answer(10, "no compiler\n", protocol::Cause::toolchain);
    std::size_t told = 0;
    for (const auto& note : play.all<Note>())
        if (note.text.find("has no toolchain for arm (3 boards)") != std::string::npos) ++told;
    EXPECT_EQ(told, 1u) << "what holds for one board of an arch holds for all";
    EXPECT_EQ(play.campaign.counts().given_up, 12u);
}

TEST(Campaign, AsksAnotherMachineForAToolchain) {
    Config config;
    config.places = {{"here"}, {"there"}};
    Play play(plan_of(1, 1), config);
    const auto workers = play.all<StartWorker>();
    ASSERT_THAT(workers, SizeIs(2));
    play.worker = workers[0].worker;
    play.come_up();
    play.answer(10, "no compiler\n", protocol::Cause::toolchain);
    EXPECT_EQ(play.campaign.counts().given_up, 0u);
    play.worker = workers[1].worker;
    play.come_up();
    play.answer();
    ASSERT_THAT(play.all<Store>(), SizeIs(1));
    EXPECT_EQ(play.all<Store>()[0].host, "there");
}

TEST(Campaign, TakesTheWorkFromAMachineWhoseBuildsFailForItsOwnReasons) {
    Config config;
    config.places = {{"full"}, {"good"}};
    Play play(plan_of(4, 1), config);
    const auto workers = play.all<StartWorker>();
    ASSERT_THAT(workers, SizeIs(2));
    play.worker = workers[0].worker;
    play.come_up(4);
    for (int i = 0; i < 3; ++i) play.answer(1, "No space left on device\n", protocol::Cause::start);
    bool told = false;
    for (const auto& note : play.all<Note>())
        told = told || note.text.find("worker full is rested for") == 0;
    EXPECT_TRUE(told);
    play.orders.clear();
    play.hear(protocol::QuitAck{});
    play.happen(WorkerClosed{play.worker, 0, {}, ""});
    play.worker = workers[1].worker;
    play.come_up(4);
    for (int i = 0; i < 10; ++i) {
        play.pass(1s);
        while (!play.orders.empty()) play.answer();
    }
    play.store_all();
    EXPECT_EQ(play.campaign.counts().ok, 4u) << "one bad machine costs only itself";
    EXPECT_EQ(play.campaign.counts().given_up, 0u);
}

TEST(Campaign, LetsARestedMachineBackAndDropsItWhenNothingHelps) {
    Play play(plan_of(20, 1));
    std::size_t rounds = 0;
    for (; rounds < 10 && play.all<Finish>().empty(); ++rounds) {
        play.come_up(4);
        for (int i = 0; i < 3; ++i) play.answer(1, "No space left\n", protocol::Cause::start);
        play.orders.clear();
        play.hear(protocol::QuitAck{});
        play.happen(WorkerClosed{play.worker, 0, {}, ""});
        play.pass(55s);
    }
    EXPECT_EQ(rounds, 4u) << "three rests, and then no more";
    const auto finishes = play.all<Finish>();
    ASSERT_THAT(finishes, SizeIs(1));
    for (const auto& missing : finishes[0].not_obtained)
        EXPECT_THAT(missing.reason, HasSubstr("No space left"));
    EXPECT_THAT(finishes[0].not_obtained, SizeIs(20));
}

TEST(Campaign, GivesUpEverythingByNameWhenNoWorkerCanBeStarted) {
    Play play(plan_of(1, 2));
    for (int i = 0; i < 5; ++i) {
        play.happen(StartFailed{play.worker, "No such file or directory"});
        play.pass(30s);
    }
    EXPECT_THAT(play.all<StartWorker>(), SizeIs(5));
    ASSERT_THAT(play.all<Finish>(), SizeIs(1));
    const auto finish = play.all<Finish>()[0];
    EXPECT_EQ(finish.counts.given_up, 2u);
    for (const auto& missing : finish.not_obtained)
        EXPECT_THAT(missing.reason, HasSubstr("No such file or directory"));
}

TEST(Campaign, StartsAWorkerOnceWhereNoDeathIsAllowed) {
    for (const std::int64_t allowed : {0, 1, 2}) {
        Config config;
        config.limits.worker_deaths = allowed;
        Play play(plan_of(1, 1), config);
        for (int i = 0; i < 2 && play.all<Finish>().empty(); ++i) {
            play.happen(StartFailed{play.worker, "busy"});
            play.pass(60s);
        }
        EXPECT_THAT(play.all<StartWorker>(), SizeIs(allowed == 2 ? 2 : 1)) << allowed;
    }
}

TEST(Campaign, NamesAWorkerThatLacksAFeature) {
    Play play(plan_of(1, 1));
    play.hear(protocol::Ready{2, 2, 1, {"lease"}});
    play.happen(WorkerClosed{play.worker, 0, {}, ""});
    ASSERT_THAT(play.all<Finish>(), SizeIs(1));
    EXPECT_THAT(play.all<Note>().back().text, HasSubstr("'spool'"));
    EXPECT_THAT(play.all<Finish>()[0].not_obtained[0].reason, HasSubstr("'spool'"));
}

TEST(Campaign, GivesUpAWorkerThatRejectsItsConfigurationTwice) {
    Play play(plan_of(1, 1));
    for (int i = 0; i < 2; ++i) {
        play.hear(ready());
        play.hear(protocol::ErrorReply{"not a git repository"});
        EXPECT_EQ(play.campaign.counts().given_up, 0u);
        play.die();
        play.pass(2s);
    }
    EXPECT_THAT(play.all<StartWorker>(), SizeIs(2));
    ASSERT_THAT(play.all<Finish>(), SizeIs(1));
    EXPECT_THAT(play.all<Finish>()[0].not_obtained[0].reason, HasSubstr("not a git repository"));
}

TEST(Campaign, StopsAtAFullDiskWithoutLosingWhatIsStored) {
    Play play(plan_of(1, 3));
    play.come_up();
    play.answer();
    play.store_all();
    play.answer();
    play.happen(StoreDone{build(0, 1), core::Error{core::ErrorKind::no_space, "disk full"}});
    EXPECT_THAT(play.all<Send>().back().line, HasSubstr("quit"));
    play.hear(protocol::QuitAck{});
    play.happen(WorkerClosed{play.worker, 0, {}, ""});
    ASSERT_THAT(play.all<Finish>(), SizeIs(1));
    const auto finish = play.all<Finish>()[0];
    EXPECT_EQ(finish.how, Finish::How::no_space);
    EXPECT_EQ(finish.counts, (Counts{3, 1, 0, 0, 0, 2, 0, 1, 0}));
    EXPECT_THAT(finish.not_obtained, SizeIs(2));
}

TEST(Campaign, SaysOnceThatNoDiskIsLeftForTheFilesOfAResult) {
    Play play(plan_of(1, 3));
    play.come_up();
    const FilesFailed full{play.worker, {1}, {0}, {core::ErrorKind::no_space, "disk full"}};
    for (const auto* when : {"at first", "again"}) {
        play.happen(full);
        const auto errors = std::ranges::count_if(play.all<Note>(), [](const Note& note) {
            return note.severity == Note::Severity::error && note.text.ends_with(": disk full");
        });
        EXPECT_EQ(errors, 1) << when;
    }
    EXPECT_THAT(play.all<Send>().back().line, HasSubstr("quit"));
}

TEST(Campaign, QuitsOnTheFirstInterruptAndKillsOnTheSecond) {
    Play play(plan_of(1, 2));
    play.come_up();
    play.happen(Interrupt{});
    EXPECT_THAT(play.all<Send>().back().line, HasSubstr("quit"));
    EXPECT_THAT(play.all<KillWorker>(), IsEmpty());
    play.happen(Interrupt{});
    EXPECT_THAT(play.all<KillWorker>(), SizeIs(1));
    play.die();
    ASSERT_THAT(play.all<Finish>(), SizeIs(1));
    EXPECT_EQ(play.all<Finish>()[0].how, Finish::How::interrupted);
    EXPECT_THAT(play.all<Finish>()[0].not_obtained,
                ElementsAre(NotObtained{build(0, 0), "interrupted"},
                            NotObtained{build(0, 1), "interrupted"}));
}

TEST(Campaign, WaitsForTheStoreBeforeItFinishesAnInterruptedRun) {
    Play play(plan_of(1, 2));
    play.come_up();
    play.answer();
    play.happen(Interrupt{});
    play.die();
    EXPECT_THAT(play.all<Finish>(), IsEmpty());
    play.store_all();
    ASSERT_THAT(play.all<Finish>(), SizeIs(1));
    EXPECT_EQ(play.all<Finish>()[0].counts.ok, 1u);
}

TEST(Campaign, IgnoresWhatADeadWorkerStillSays) {
    Play play(plan_of(1, 1));
    play.come_up();
    const auto first = play.worker;
    play.die();
    play.pass(5s);
    play.come_up();
    play.effects.clear();
    play.hear(first, result_of("board0", 0, 1));
    EXPECT_THAT(play.effects, IsEmpty());
}

TEST(Campaign, GivesNothingNewWhileTheDiskIsFarBehind) {
    Play play(plan_of(300, 1));
    play.come_up();
    std::size_t answered = 0;
    for (; !play.orders.empty(); ++answered) play.answer();
    EXPECT_EQ(answered, 257u) << "256 may wait, and one more that was given before";
    play.store_all();
    EXPECT_FALSE(play.orders.empty());
}

TEST(Campaign, TellsWhatItsWorkersAreAtAndSinceWhen) {
    Play play(plan_of(1, 3));
    EXPECT_TRUE(play.campaign.at_work().empty());
    play.come_up();
    const auto given = play.now;
    EXPECT_EQ(play.campaign.at_work(),
              (std::vector<std::pair<std::string, AtWork>>{{"local", {build(0, 0), given}}}));
    play.now += 3s;
    play.answer();
    EXPECT_EQ(play.campaign.at_work(),
              (std::vector<std::pair<std::string, AtWork>>{{"local", {build(0, 1), given + 3s}}}));
    play.answer();
    play.answer();
    EXPECT_TRUE(play.campaign.at_work().empty());
}

TEST(Campaign, SharesOneBoardAmongTheSlots) {
    Play play(plan_of(1, 8));
    play.come_up(2);
    ASSERT_THAT(play.orders, SizeIs(2));
    EXPECT_EQ(play.orders.at(1).positions, (std::vector<std::int64_t>{0}));
    EXPECT_EQ(play.orders.at(2).positions, (std::vector<std::int64_t>{5}))
        << "it does the last three, for it begins with a full build";
}

}  // namespace
}  // namespace bm::boss::test
