// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/configuration.hpp"

#include <gtest/gtest.h>

namespace bm::worker::test {
namespace {

using protocol::Settings;

TEST(CheckWords, TakesVariablesThatAnEnvironmentCanHave) {
    const auto takes = [](const std::string& name, const std::string& value) {
        Settings settings;
        settings.environment = {{name, value}};
        return check_words(settings).has_value();
    };
    for (const auto* name : {"A", "z", "_", "Z9", "a0_", "_90aZ", "BL31"})
        EXPECT_TRUE(takes(name, "/x y=z\n")) << name;
    for (const auto* name : {"", "9", "0A", "A-B", "A=B", "A B", "\xc3\xa4", "A\n"})
        EXPECT_FALSE(takes(name, "x")) << name;
    EXPECT_FALSE(takes(std::string("A\0", 2), "x"));
    EXPECT_FALSE(takes("A", std::string("x\0", 2)));
}

TEST(CheckWords, TakesGoalsThatCanBeNothingElse) {
    const auto takes = [](const std::string& goal) {
        Settings target, fragment;
        target.target = goal;
        fragment.fragments = {goal};
        const bool taken = check_words(fragment).has_value();
        EXPECT_TRUE(goal.empty() || check_words(target).has_value() == taken) << goal;
        return taken;
    };
    for (const auto* goal : {"u-boot.bin", "a/b.config", "x-", "\xc3\xa4"})
        EXPECT_TRUE(takes(goal));
    for (const auto* goal : {"", "-k", "A=b", "=", "a b", "a\tb", "a\n", "\x01"})
        EXPECT_FALSE(takes(goal)) << goal;
}

TEST(CheckWords, RefusesATargetWhereOnlyTheConfigurationIsMade) {
    Settings settings;
    settings.config_only = true;
    EXPECT_TRUE(check_words(settings).has_value());
    settings.target = "all";
    EXPECT_FALSE(check_words(settings).has_value());
    settings.config_only = false;
    EXPECT_TRUE(check_words(settings).has_value());
}

TEST(CheckWords, RefusesAZeroByteInWhatEndsAsAWordOfTheCommand) {
    for (const auto word : {&Settings::compiler, &Settings::wrapper}) {
        Settings settings;
        settings.*word = "/usr/bin/ccache";
        EXPECT_TRUE(check_words(settings).has_value());
        (settings.*word).push_back('\0');
        EXPECT_FALSE(check_words(settings).has_value());
    }
}

TEST(CheckWords, RefusesAdjustmentsThatCannotBeRead) {
    Settings settings;
    settings.adjust_config = {"~"};
    EXPECT_FALSE(check_words(settings).has_value());
    settings.adjust_config = {"A=2"};
    EXPECT_TRUE(check_words(settings).has_value());
}

}  // namespace
}  // namespace bm::worker::test
