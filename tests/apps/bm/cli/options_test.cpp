// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/options.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::app::cli {
namespace {

using Words = std::vector<std::string>;

BossOptions boss(Words words) {
    words.insert(words.begin(), "boss");
    const auto command = parse_command_line(words);
    const auto* options = std::get_if<BossOptions>(&command);
    EXPECT_NE(options, nullptr);
    return options ? *options : BossOptions{};
}

Answer answer(const Words& words) {
    const auto command = parse_command_line(words);
    const auto* text = std::get_if<Answer>(&command);
    EXPECT_NE(text, nullptr);
    return text ? *text : Answer{};
}

TEST(CommandLine, ReadsLettersAndTermsInAnyOrder) {
    const auto o = boss({"arm", "-b", "topic", "-x", "snow", "-T2", "nvidia", "-fkW"});
    EXPECT_EQ(o.terms, (Words{"arm", "nvidia"}));
    EXPECT_EQ(o.exclude, (Words{"snow"}));
    EXPECT_EQ(o.branch, "topic");
    EXPECT_EQ(o.threads, 2);
    EXPECT_TRUE(o.force_build && o.keep_outputs && o.ignore_warnings);
}

TEST(CommandLine, TakesOneWordForEachRepeatedOption) {
    const auto o = boss({"-x", "a", "-x", "b", "term", "--boards", "c,d"});
    EXPECT_EQ(o.exclude, (Words{"a", "b"}));
    EXPECT_EQ(o.boards, (Words{"c,d"}));
    EXPECT_EQ(o.terms, (Words{"term"}));
}

TEST(CommandLine, AcceptsUnambiguousPrefixes) {
    EXPECT_EQ(boss({"--board-l", "f"}).board_list, "f");
    EXPECT_EQ(boss({"--bran=x"}).branch, "x");
}

TEST(CommandLine, ListsWhatAnAmbiguousPrefixCouldBe) {
    const auto said = answer({"boss", "--force"});
    EXPECT_EQ(said.status, 1);
    EXPECT_NE(said.text.find("--force-build, --force-build-failures, --force-reconfig"),
              std::string::npos);
}

TEST(CommandLine, TakesAPrefixAsBuildmanDoesWhateverBmHasBesides) {
    EXPECT_EQ(boss({"--board", "snow"}).boards, (Words{"snow"}));
    EXPECT_EQ(boss({"--bo=snow"}).boards, (Words{"snow"}));
    EXPECT_EQ(boss({"--board-l", "f"}).board_list, "f");
}

TEST(CommandLine, ReadsTheLettersOfU_BootsOwnCi) {
    const auto o = boss({"-o", "/tmp", "-PEWM", "arm", "-x", "aarch64,arm11", "-T0", "-O",
                         "clang-13", "-a", "ASAN"});
    EXPECT_TRUE(o.per_board_out_dir && o.warnings_as_errors && o.ignore_warnings &&
                o.allow_missing);
    EXPECT_EQ(o.threads, 0);
    EXPECT_EQ(o.compiler, "clang-13");
    EXPECT_EQ(o.adjust, (Words{"ASAN"}));
    EXPECT_EQ(o.exclude, (Words{"aarch64,arm11"}));
}

TEST(CommandLine, RefusesLettersThatExcludeEachOther) {
    EXPECT_EQ(answer({"boss", "--target", "x", "--config-only"}).status, 1);
    EXPECT_EQ(answer({"boss", "-i", "-w", "-o", "x"}).status, 1);
    EXPECT_EQ(answer({"boss", "-i", "-P"}).status, 1);
}

TEST(CommandLine, NamesTheWordItDoesNotKnow) {
    EXPECT_EQ(answer({"boss", "--frobnicate"}).status, 1);
    EXPECT_NE(answer({"boss", "--frobnicate"}).text.find("--frobnicate"), std::string::npos);
    EXPECT_NE(answer({"bosss"}).text.find("'bosss'"), std::string::npos);
}

TEST(CommandLine, RefusesNumbersOutOfRange) {
    EXPECT_EQ(answer({"boss", "-T", "-1"}).status, 1);
    EXPECT_EQ(answer({"boss", "--step", "-1"}).status, 1);
    EXPECT_EQ(answer({"boss", "-c", "-3"}).status, 1);
    EXPECT_EQ(answer({"boss", "-j", "many"}).status, 1);
}

TEST(CommandLine, HelpsWithStatusZeroAndNothingAskedWithOne) {
    EXPECT_EQ(answer({"boss", "--help"}).status, 0);
    EXPECT_EQ(answer({"--version"}).status, 0);
    EXPECT_EQ(answer({}).status, 1);
}

TEST(CommandLine, ReadsTheWorkersOptions) {
    const auto command = parse_command_line({"worker", "-g", "/w", "-D"});
    ASSERT_TRUE(std::holds_alternative<WorkerOptions>(command));
    EXPECT_EQ(std::get<WorkerOptions>(command), (WorkerOptions{"/w", true}));
    const auto marked = parse_command_line({"worker", "--end-holder", "--campaign", "7f"});
    ASSERT_TRUE(std::holds_alternative<WorkerOptions>(marked));
    EXPECT_EQ(std::get<WorkerOptions>(marked).campaign, "7f");
    for (const std::string bad : {"", "a b", "a,b", "\n"})
        EXPECT_EQ(answer({"worker", "--campaign", bad}).status, 1) << bad;
}

TEST(CommandLine, ReadsWhichMachinesToAsk) {
    const auto command =
        parse_command_line({"machines", "ash", "oak,elm", "--json", "-v", "-G", "f", "-g", "src",
                            "--ssh-command", "s", "--time-limit", "9"});
    ASSERT_TRUE(std::holds_alternative<MachinesOptions>(command));
    EXPECT_EQ(std::get<MachinesOptions>(command),
              (MachinesOptions{{"ash", "oak,elm"}, "f", "src", 9, "s", true, true}));
    EXPECT_EQ(answer({"machines", "--time-limit", "0"}).status, 1);
    EXPECT_NE(answer({"machines", "--jsno"}).text.find("--jsno"), std::string::npos);
}

TEST(CommandLine, AsksMachinesInBuildmansWordsToo) {
    for (const std::string word : {"--mach", "--machines"}) EXPECT_TRUE(boss({word}).show_machines);
}

TEST(CommandLine, ReadsWhichSettingsToList) {
    const auto command = parse_command_line({"config", "--json", "-G", "f", "-g", "src"});
    ASSERT_TRUE(std::holds_alternative<ConfigOptions>(command));
    EXPECT_EQ(std::get<ConfigOptions>(command), (ConfigOptions{"f", "src", true}));
    EXPECT_EQ(answer({"config", "global.max_load"}).status, 1);
}

RC_GTEST_PROP(CommandLine, IsTotal, (const Words& words)) {
    for (const auto* command : {"boss", "machines", "config"}) {
        auto all = words;
        all.insert(all.begin(), command);
        (void)parse_command_line(all);
    }
}

}  // namespace
}  // namespace bm::app::cli
