// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/pool_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bm::app::engine::test {
namespace {

using machine::Member;
using machine::Pool;
using result::Colours;
using testing::HasSubstr;

const machine::Terms ash{"ash", "me@ash", "", "", machine::Executable{"ab", 1, "Linux", "x86_64"},
                         "sha1"};

machine::Survey survey(const std::string& more = "") {
    machine::AnswerReader answers;
    answers.feed(more +
                 "::bm:: system Linux\n::bm:: arch x86_64\n::bm:: cpus 2\n::bm:: threads 2\n"
                 "::bm:: load 1.40\n::bm:: memory_kilobytes 24117248\n::bm:: work_dir /w\n"
                 "::bm:: free_kilobytes 107374182\n::bm:: place /b/w\n::bm:: bogomips 5192.00\n"
                 "::bm:: git 2.39.5\n::bm:: make 4.3\n::bm:: cc:gcc 12.2.0\n");
    return machine::survey_of(answers);
}

Pool pool_of(const machine::Judged<machine::Survey>& answered, machine::Terms terms = ash) {
    Pool pool;
    pool.here = survey();
    pool.members.push_back(machine::member_of(std::move(terms), answered, "bm 1"));
    return pool;
}

TEST(PoolText, IsTheTableThatBuildmanHas) {
    auto terms = ash;
    terms.max_boards = 1;
    EXPECT_EQ(pool_text(pool_of(survey(), terms), Colours::off, false),
              "Machine pool: 1 of 1 machines available, total weight 1\n"
              "\n"
              "  Name             Arch Threads BogoMIPS   Load  Mem GB Disk TB Toolchains  Status\n"
              "  " +
                  std::string(88, '-') +
                  "\n"
                  "  ash            x86_64       2     5192    1.4    23.0    0.10         OK  "
                  "weight 1, max 1\n");
}

TEST(PoolText, SaysWhyAMachineIsNotUsedAndWhatToDo) {
    const auto text =
        pool_text(pool_of(tl::unexpected(machine::Trouble{core::ErrorKind::environment,
                                                          "no answer within 3 s", "wake it"})),
                  Colours::off, true);
    EXPECT_THAT(text, HasSubstr("Machine pool: 0 of 1 machines available, total weight 0\n"));
    EXPECT_THAT(text, HasSubstr("  ash                 -       -        -      -       -       -   "
                                "       -  SSH to me@ash: no answer within 3 s\n\n"
                                "  ash: wake it\n"));
}

TEST(PoolText, TellsABusyMachineFromAFreeOne) {
    const auto text = pool_text(pool_of(survey("::bm:: load 1.90\n")), Colours::off, false);
    EXPECT_THAT(text, HasSubstr("weight 1, max 1, busy (load 1.9 with 2 cpus)\n"));
}

TEST(PoolText, CountsCompilersThatDiffer) {
    auto pool = pool_of(survey("::bm:: cc:gcc 13.1\n"));
    pool.here.toolchains["arm"] = "12.2.0";
    const auto text = pool_text(pool, Colours::off, false);
    EXPECT_THAT(text, HasSubstr(" 1 missing,2 wrong ver  weight 1\n"));
    EXPECT_THAT(text, HasSubstr("  ash: need arm(12.2.0), sandbox(12.2.0), x86(12.2.0)\n"));
    EXPECT_THAT(text, HasSubstr("\nHost tool version drift (may cause per-machine differences):\n"
                                "  gcc: 12.2.0 (here); 13.1 (ash)\n"));
    pool.here = {};
    EXPECT_THAT(pool_text(pool, Colours::off, false), HasSubstr("          2  weight 1\n"));
}

TEST(PoolText, HasTheColoursOfBuildman) {
    const auto good = pool_text(pool_of(survey()), Colours::on, false);
    EXPECT_THAT(good, testing::StartsWith("\033[1;34mMachine pool: "));
    EXPECT_THAT(good, HasSubstr("\033[1;32m        OK\033[0m  \033[1;32mweight 1\033[0m\n"));
    const auto bad = pool_text(pool_of(survey("::bm:: free_kilobytes 5\n")), Colours::on, false);
    EXPECT_THAT(bad, HasSubstr("\033[1;31mlow disk (0 MB available)\033[0m\n"));
}

TEST(PoolText, TellsWithDetailsWhatAMachineHas) {
    const auto text = pool_text(
        pool_of(survey("::bm:: bm /usr/bin/bm\n::bm:: bm_version bm 0.9\n")), Colours::off, true);
    EXPECT_THAT(text, HasSubstr("  ash: host me@ash, Linux, 2 cpus; work directory /w\n"
                                "  ash: worker: this bm's own, which is sent; /usr/bin/bm there is "
                                "0.9\n"
                                "  ash: tools: git 2.39.5, make 4.3\n"
                                "  ash: compilers: gcc 12.2.0\n"));
}

TEST(PoolText, SaysThatAWorkerOfTheUsersIsNotLookedAt) {
    auto pool = pool_of(tl::unexpected(machine::Trouble{}));
    pool.members[0].probed = false;
    const auto text = pool_text(pool, Colours::off, false);
    EXPECT_THAT(text, HasSubstr("  not probed\n"));
    EXPECT_THAT(text, HasSubstr("  ash: its worker_command starts its worker; what stands behind"));
}

}  // namespace
}  // namespace bm::app::engine::test
