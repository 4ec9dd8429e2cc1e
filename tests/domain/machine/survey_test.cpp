// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/survey.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/machine/pool.hpp"

namespace bm::machine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const Executable ours{std::string(64, 'a'), 5, "Linux", "x86_64"};
const Terms kea{"kea", "me@kea", "", "", ours, "sha1"};
const std::string pc =
    "::bm:: system Linux\n::bm:: arch x86_64\n::bm:: cpus 8\n::bm:: threads 8\n"
    "::bm:: load 1.50\n::bm:: memory_kilobytes 8000000\n::bm:: work_dir /w\n"
    "::bm:: free_kilobytes 9000000\n::bm:: place /b/w\n::bm:: bogomips 5192.00\n"
    "::bm:: git 2.39.5\n::bm:: make 4.3\n::bm:: dtc Version: DTC 1.6.1\n"
    "::bm:: python Python 3.11.2\n::bm:: cc:gcc 12.2.0\n"
    "::bm:: cc:aarch64-linux-gnu-gcc 12.2.0\n::bm:: cc:rm 1\n";

Survey read(const std::string& text) {
    AnswerReader answers;
    answers.feed(text);
    return survey_of(answers);
}

TEST(Survey, KnowsToolsCompilersAndWhatTheyServe) {
    const auto survey = read(pc);
    EXPECT_EQ(survey.facts.load, (Load{8, 8, 1.5, 8'192'000'000}));
    EXPECT_EQ(survey.bogomips, 5192.0);
    EXPECT_FALSE(survey.unpacks_xz);
    EXPECT_TRUE(read(pc + "::bm:: xz xz (XZ Utils) 5.4.1\n").unpacks_xz);
    EXPECT_THAT(survey.tools, ElementsAre(Pair("dtc", "1.6.1"), Pair("git", "2.39.5"),
                                          Pair("make", "4.3"), Pair("python", "3.11.2")));
    EXPECT_THAT(survey.compilers,
                ElementsAre(Pair("aarch64-linux-gnu-gcc", "12.2.0"), Pair("gcc", "12.2.0")))
        << "and nothing that was not asked for";
    EXPECT_THAT(survey.toolchains, ElementsAre(Pair("aarch64", "12.2.0"), Pair("sandbox", "12.2.0"),
                                               Pair("x86", "12.2.0")));
}

TEST(Survey, LooksForEachCompilerOnce) {
    const auto names = known_compilers();
    EXPECT_TRUE(std::ranges::is_sorted(names));
    EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
    EXPECT_THAT(names, testing::IsSupersetOf({"gcc", "riscv64-linux-gnu-gcc"}));
    EXPECT_LT(names.size(), 40u) << "a machine's answers are bounded";
}

TEST(Survey, FindsTheVersionInWhatAProgramSays) {
    EXPECT_EQ(version_in("Version: DTC 1.6.1"), "1.6.1");
    EXPECT_EQ(version_in("SWIG Version 4.1.0"), "4.1.0");
    EXPECT_EQ(version_in("12.2.0"), "12.2.0");
    EXPECT_EQ(version_in("unknown"), "unknown");
    EXPECT_EQ(version_in(""), "");
}

struct Row {
    const char* title;
    void (*change)(Terms&, std::string& answers);
    Standing::State state;
    const char* words;  ///< of the trouble, of why it is busy, or of a note
};

std::string words_of(const Standing& standing) {
    if (standing.state == Standing::State::unusable) return standing.trouble.text();
    return standing.busy + (standing.notes.empty() ? "" : standing.notes.front());
}

TEST(Standing, IsThatOfTheTable) {
    using State = Standing::State;
    const Row rows[] = {
        {"fit", [](Terms&, std::string&) {}, State::free, ""},
        {"busy", [](Terms&, std::string& a) { a.insert(0, "::bm:: load 7.9\n"); }, State::busy,
         "busy (load 7.9 with 8 cpus)"},
        {"no disk", [](Terms&, std::string& a) { a.insert(0, "::bm:: free_kilobytes 600000\n"); },
         State::unusable, "low disk (585 MB available): free some space at /w"},
        {"no compiler", [](Terms&, std::string& a) { a.resize(a.find("::bm:: cc:")); },
         State::unusable, "has no compiler: install gcc or cross compilers there"},
        {"no make", [](Terms&, std::string& a) { a.insert(0, "::bm:: make \n"); }, State::unusable,
         "has no GNU make: install it there"},
        {"in use", [](Terms&, std::string& a) { a += "::bm:: holder by host kea, pid 7\n"; },
         State::unusable, "/w there is in use (by host kea, pid 7): wait, or end it"},
        {"another arch", [](Terms&, std::string& a) { a.insert(0, "::bm:: arch riscv64\n"); },
         State::unusable, "is Linux riscv64, and the bm here is for Linux x86_64: build bm there"},
        {"another arch with a bm of ours",
         [](Terms&, std::string& a) {
             a.insert(0, "::bm:: arch riscv64\n::bm:: bm /bm\n::bm:: bm_version bm 1.2\n");
         },
         State::free, ""},
        {"another bm",
         [](Terms& t, std::string& a) {
             t.bm_path = "/opt/bm";
             a += "::bm:: bm /opt/bm\n::bm:: bm_version bm 0.9\n";
         },
         State::free, "/opt/bm there is bm 0.9, and this is bm 1.2: it is used for what it can"},
        {"a program that is no bm",
         [](Terms& t, std::string& a) {
             t.bm_path = "/opt/bm";
             a += "::bm:: bm /opt/bm\n";
         },
         State::free, "/opt/bm there is of no version that it tells, and this is bm 1.2"},
        {"a bm that is not needed", [](Terms&, std::string& a) { a += "::bm:: bm /usr/bin/bm\n"; },
         State::free, ""},
    };
    for (const auto& row : rows) {
        auto terms = kea;
        auto answers = pc;
        row.change(terms, answers);
        const auto standing = standing_of(terms, read(answers), "bm 1.2\n");
        EXPECT_EQ(standing.state, row.state) << row.title;
        const std::string words = row.words;
        EXPECT_EQ(words_of(standing).substr(0, words.size()), words) << row.title;
        EXPECT_EQ(words_of(standing).empty(), words.empty()) << row.title;
    }
}

TEST(Standing, SaysHowManyBoardsAMachineIsGiven) {
    auto terms = kea;
    EXPECT_EQ(standing_of(terms, read(pc), "bm 1").weight, 7);
    EXPECT_EQ(standing_of(terms, read(pc), "bm 1").most, 0);
    EXPECT_TRUE(standing_of(terms, read(pc), "bm 1").ours);
    terms.max_boards = 3;
    EXPECT_EQ(standing_of(terms, read(pc), "bm 1").most, 3);
    EXPECT_EQ(standing_of(terms, read("::bm:: load 7.9\n" + pc), "bm 1").most, 1);
}

TEST(Toolchains, AreComparedWithThoseHere) {
    const auto here = read(pc);
    const auto there = read("::bm:: arch x86_64\n::bm:: cc:gcc 13.1.0\n");
    const auto differing = compare_toolchains(here, there);
    EXPECT_THAT(differing.missing, ElementsAre(Pair("aarch64", "12.2.0")));
    EXPECT_THAT(differing.other, ElementsAre(Pair("sandbox", "13.1.0"), Pair("x86", "13.1.0")));
    EXPECT_EQ(compare_toolchains(here, here), Toolchains{});
}

TEST(Drift, IsToldOfWhatDiffersAndNotOfWhatIsMissing) {
    const auto old = read("::bm:: make 4.2\n::bm:: dtc Version: DTC 1.6.1\n::bm:: cc:gcc 10.2.1\n");
    const auto found = drifts({{"here", read(pc)}, {"ash", old}, {"oak", read(pc)}});
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0], (Drift{"gcc", {{"10.2.1", {"ash"}}, {"12.2.0", {"here", "oak"}}}}));
    EXPECT_EQ(found[1].program, "make");
    EXPECT_THAT(drifts({{"here", read(pc)}, {"oak", read(pc)}}), IsEmpty());
}

TEST(Pool, CountsWhatCanBeUsed) {
    Pool pool;
    pool.here = read(pc);
    EXPECT_FALSE(pool.usable());
    pool.members.push_back(member_of(
        kea,
        tl::unexpected(Trouble{core::ErrorKind::environment, "no answer within 3 s", "wake it"}),
        "bm 1"));
    EXPECT_EQ(pool.members[0].standing.trouble.what, "SSH to me@kea: no answer within 3 s");
    EXPECT_FALSE(pool.usable());
    pool.members.push_back(member_of(kea, read(pc), "bm 1"));
    pool.members.push_back(member_of(kea, read("::bm:: load 7.9\n" + pc), "bm 1"));
    EXPECT_EQ(pool.available(), 2u);
    EXPECT_EQ(pool.weight(), 8);
    EXPECT_TRUE(pool.usable());
    EXPECT_THAT(pool.drifts(), IsEmpty());
}

TEST(Pool, IsUsableWhereAWorkerOfTheUsersMayAnswer) {
    Pool pool;
    pool.members.push_back({kea, false});
    EXPECT_TRUE(pool.usable());
    EXPECT_EQ(pool.available(), 0u);
}

}  // namespace
}  // namespace bm::machine
