// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/commands.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/machine/judgement.hpp"
#include "domain/machine/quote.hpp"

namespace bm::machine {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Quote, LeavesNothingThatAnyShellCouldReadInAQuotedPiece) {
    EXPECT_EQ(quote(""), "''");
    EXPECT_EQ(quote("a b"), "'a b'");
    EXPECT_EQ(quote("it's"), R"('it'\''s')");
    EXPECT_EQ(quote(R"(\!)"), R"(\\\!)");
    EXPECT_EQ(quote("$x;`y`*"), "'$x;`y`*'");
}

TEST(Commands, AreOneLineForAnyLoginShell) {
    const Executable ours{std::string(64, 'a'), 5, "Linux", "x86_64"};
    const Terms terms{"kea", "kea", "it's", "~/b m", ours, "sha256"};
    for (const auto& command : {look_command(terms), survey_command(terms, {"a-gcc", "it's"}),
                                ship_command({"/b/w", ours}), end_worker_command(terms),
                                worker_command({{"/b/bm", false}, "/w", "7f"}, true),
                                receive_command("git-receive-pack '/w'")}) {
        EXPECT_THAT(command, testing::StartsWith("exec sh -c '")) << command;
        EXPECT_THAT(command, Not(HasSubstr("\n")));
        for (std::size_t i = 0; i < command.size(); ++i)
            EXPECT_TRUE(command[i] != '!' || command[i - 1] == '\\') << command;
    }
}

TEST(Commands, StartABmByItsCommandAndABmWorkerWithout) {
    EXPECT_EQ(worker_command({{"/b/bm", false}, "/w", ""}, false),
              run_by_sh(R"(printf '\n'; exec '/b/bm' worker -g '/w')"));
    EXPECT_EQ(worker_command({{"/b/bm-worker", true}, "/w", ""}, true),
              run_by_sh(R"(printf '\n'; exec '/b/bm-worker' -g '/w' -D)"));
}

TEST(Commands, MarkAWorkerSoThatOnlyItsOwnCampaignEndsIt) {
    EXPECT_THAT(worker_command({{"/b/bm-worker", true}, "/w", "7f"}, false),
                HasSubstr(" --campaign "));
    Terms terms;
    EXPECT_THAT(end_worker_command(terms), Not(HasSubstr("--campaign")));
    terms.campaign = "7f";
    EXPECT_THAT(end_worker_command(terms), HasSubstr(" --campaign "));
}

TEST(SizeText, CountsIn1024) {
    EXPECT_EQ(size_text(0), "0 KB");
    EXPECT_EQ(size_text(812 * 1024), "812 KB");
    EXPECT_EQ(size_text(4'300'000), "4.1 MB");
    EXPECT_EQ(size_text(3'221'225'472), "3.0 GB");
}

}  // namespace
}  // namespace bm::machine
