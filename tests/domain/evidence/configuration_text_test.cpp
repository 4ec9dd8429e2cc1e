// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/configuration_text.hpp"

#include <gtest/gtest.h>

namespace bm::evidence {
namespace {

constexpr auto config =
    "#\n# Head\n#\nCONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=\"x\"\n\n#\n# Menu\n#\nCONFIG_D=1\n"
    "# CONFIG_E is not set\nCONFIG_F=y\n";
constexpr auto before =
    "CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=\"x\"\nCONFIG_D=1\n# CONFIG_E is not "
    "set\nCONFIG_F=y\n";

std::optional<std::string> with(const std::string& after) { return amended(config, before, after); }

TEST(AConfiguration, ThatHasNotChangedIsTheSameText) { EXPECT_EQ(with(before), config); }

TEST(AConfiguration, GetsALineForAnOptionThatIsNotSet) {
    const auto text = with(
        "CONFIG_A=y\n# CONFIG_NEW is not set\n# CONFIG_NEW2 is not set\n# CONFIG_B is not "
        "set\nCONFIG_C=\"x\"\nCONFIG_D=1\n# CONFIG_E is not set\nCONFIG_F=y\n");
    ASSERT_TRUE(text);
    EXPECT_NE(
        text->find("CONFIG_A=y\n# CONFIG_NEW is not set\n# CONFIG_NEW2 is not set\n# CONFIG_B"),
        std::string::npos);
    EXPECT_EQ(text->size(), std::string(config).size() + 24 + 25);
}

TEST(AConfiguration, LosesTheLineOfAnOptionThatIsGone) {
    const auto text =
        with("CONFIG_A=y\nCONFIG_C=\"x\"\nCONFIG_D=1\n# CONFIG_E is not set\nCONFIG_F=y\n");
    ASSERT_TRUE(text);
    EXPECT_EQ(text->find("CONFIG_B"), std::string::npos);
    EXPECT_NE(text->find("# Menu"), std::string::npos);
}

TEST(AConfiguration, CannotBeToldBesideAHeading) {
    EXPECT_FALSE(
        with("CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=\"x\"\n# CONFIG_NEW is not "
             "set\nCONFIG_D=1\n# CONFIG_E is not set\nCONFIG_F=y\n"));
    EXPECT_FALSE(with(std::string("# CONFIG_NEW is not set\n") + before));
    EXPECT_FALSE(with(std::string(before) + "# CONFIG_NEW is not set\n"));
}

TEST(AConfiguration, IsAnotherWhereAValueIs) {
    EXPECT_FALSE(
        with("CONFIG_A=y\nCONFIG_B=y\nCONFIG_C=\"x\"\nCONFIG_D=1\n# CONFIG_E is not "
             "set\nCONFIG_F=y\n"));
    EXPECT_FALSE(
        with("CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=\"x\"\nCONFIG_D=2\n# CONFIG_E is "
             "not set\nCONFIG_F=y\n"));
    EXPECT_FALSE(with("CONFIG_A=y\n"));
    EXPECT_FALSE(with(std::string(before) + "CONFIG_NEW=y\n"));
}

TEST(AConfiguration, ThatIsNotTheOneThatWasComputedIsNotAmended) {
    EXPECT_FALSE(amended("CONFIG_A=y\n", before, before));
    EXPECT_FALSE(amended(std::string(config) + "CONFIG_G=y\n", before, before));
}

}  // namespace
}  // namespace bm::evidence
