// SPDX-License-Identifier: GPL-2.0-or-later
// Builds of which the user adjusts the configuration.
#include "tests/domain/recipe/recipe_fixture.hpp"

namespace bm::recipe {
namespace {

const Asked adjusted = {
    "check out", "empty", "configure",    "save",  "read defconfig", "write .bm-adjusted.config",
    "merge",     "sync",  "read .config", "build", "collect"};

TEST_F(RecipeTest, AdjustsTheConfigurationOnceItIsMade) {
    settings.adjust_config = {"A=2,~B"};
    defconfig = "CONFIG_A=1\nCONFIG_C=y\n";
    config = "CONFIG_A=2\nCONFIG_C=y\n";
    EXPECT_EQ(build({}), adjusted);
    EXPECT_EQ(written, "CONFIG_C=y\nCONFIG_A=2\n# CONFIG_B is not set\n");
    EXPECT_EQ(finished.return_code, 0);
    EXPECT_EQ(build({}), incremental);
}

TEST_F(RecipeTest, FailsWhenAnAdjustmentDidNotComeIntoEffect) {
    settings.adjust_config = {"A=2"};
    config = "CONFIG_A=1\n";
    build({});
    EXPECT_EQ(finished.return_code, 1);
    EXPECT_EQ(finished.cause, Cause::make);
    EXPECT_NE(finished.err.find("A=2                   CONFIG_A=1\n"), std::string::npos);
    EXPECT_EQ(build({})[1], "remove") << "the next build configures again";
    EXPECT_EQ(finished.return_code, 1);
}

TEST_F(RecipeTest, FailsWithMakesWordsWhereATreeKnowsNoAdjusting) {
    settings.adjust_config = {"A=2"};
    build({made(0), made(2, "make: *** No rule to make target 'savedefconfig'.  Stop.\n")});
    EXPECT_EQ(finished.return_code, 2);
    EXPECT_NE(finished.err.find("savedefconfig"), std::string::npos);
}

TEST_F(RecipeTest, ConfirmsByACleanBuildEachTimeThatAdjustmentsCannotBeMerged) {
    settings.adjust_config = {"A=2"};
    std::vector<MakeEnded> fails = {made(0), made(0), made(2, error)};
    fails.insert(fails.end(), {made(0), made(0), made(2, error)});
    EXPECT_EQ(std::ranges::count(build(fails), "merge"), 1);
    EXPECT_EQ(std::ranges::count(build(fails), "merge"), 2);
}

}  // namespace
}  // namespace bm::recipe
