// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/toolchain_wishes.hpp"

#include <gtest/gtest.h>

namespace bm::settings {
namespace {

core::Expected<toolchain::Wishes> read(const std::string& text) {
    return toolchain_wishes(*parse_settings(text, "f"));
}

TEST(ToolchainWishes, AreReadInTheirOrder) {
    const auto wishes = read(
        "[toolchain]\nroot = /\ndownload = ~/tc/*/*\n[toolchain-prefix]\nARM = /opt/arm-\n"
        "[toolchain-alias]\nsh = sh4  sh2\nx86 = i386, x86_64\n");
    ASSERT_TRUE(wishes);
    using toolchain::Wish;
    EXPECT_EQ(wishes->paths,
              (std::vector<Wish>{{"root", "/", "f:2"}, {"download", "~/tc/*/*", "f:3"}}));
    EXPECT_EQ(wishes->prefixes, (std::vector<Wish>{{"arm", "/opt/arm-", "f:5"}}));
    EXPECT_EQ(wishes->aliases.at("sh"), (std::vector<std::string>{"sh4", "sh2"}));
    EXPECT_EQ(wishes->aliases.at("x86"), (std::vector<std::string>{"i386", "x86_64"}));
}

TEST(ToolchainWishes, ThatSayNothingAreRefusedWithTheirPlace) {
    const auto wishes = read("[toolchain-prefix]\narm =\n");
    ASSERT_FALSE(wishes);
    EXPECT_EQ(wishes.error().message, "f:2: [toolchain-prefix] arm has no value");
}

}  // namespace
}  // namespace bm::settings
