// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/recipe/adjustment.hpp"

#include <gtest/gtest.h>

namespace bm::recipe {
namespace {

using Texts = std::vector<std::string>;

std::string parsed(const Texts& texts) {
    const auto found = parse_adjustments(texts);
    return found ? merge({}, *found) : found.error().message;
}

TEST(Adjustment, SetsUnsetsOrGivesAValue) {
    EXPECT_EQ(parsed({"SPL", "~LTO", "BAUDRATE=9600"}),
              "CONFIG_SPL=y\n# CONFIG_LTO is not set\nCONFIG_BAUDRATE=9600\n");
    EXPECT_EQ(parsed({"CONFIG_SPL,~CONFIG_LTO,CONFIG_X=n"}),
              "CONFIG_SPL=y\n# CONFIG_LTO is not set\n# CONFIG_X is not set\n");
}

TEST(Adjustment, KeepsACommaThatStandsInQuotes) {
    EXPECT_EQ(parsed({R"(BOOTARGS="a,b",SPL)"}), "CONFIG_BOOTARGS=\"a,b\"\nCONFIG_SPL=y\n");
}

TEST(Adjustment, ThatIsGivenLastCountsForItsName) {
    EXPECT_EQ(parsed({"SPL", "LTO", "~SPL"}), "# CONFIG_SPL is not set\nCONFIG_LTO=y\n");
}

TEST(Adjustment, OfAnotherShapeIsNamed) {
    for (const char* wrong : {"", "~", "=y", "~X=y", "A B", "X=", "-X", "X=1\nY=2"})
        EXPECT_EQ(parsed({wrong}), "Invalid CONFIG adjustment '" + std::string(wrong) +
                                       "': it is NAME, ~NAME or NAME=value");
}

TEST(Adjustment, TakesThePlaceOfWhatTheDefconfigSaysOfTheName) {
    const auto adjustments = parse_adjustments({"A=2", "~B", "C"});
    ASSERT_TRUE(adjustments);
    EXPECT_EQ(merge("CONFIG_A=1\nCONFIG_AB=1\nCONFIG_B=y\n# CONFIG_C is not set\nCONFIG_D=y",
                    *adjustments),
              "CONFIG_AB=1\nCONFIG_D=y\nCONFIG_A=2\n# CONFIG_B is not set\nCONFIG_C=y\n");
}

TEST(Adjustment, ThatDidNotComeIntoEffectIsSaidWithWhatStandsThere) {
    const auto adjustments = parse_adjustments({"A=2", "~B", "C", "D"});
    ASSERT_TRUE(adjustments);
    EXPECT_EQ(not_in_effect(*adjustments, "CONFIG_A=1\nCONFIG_B=y\nCONFIG_D=y\n"),
              "error: some CONFIG adjustments did not take effect: a name does not exist, or "
              "another option forces it\n"
              "A=2                   CONFIG_A=1\n"
              "~B                    CONFIG_B=y\n"
              "C                     Missing expected line: CONFIG_C=y\n");
}

TEST(Adjustment, ToUnsetIsInEffectWhereTheNameIsNotKnown) {
    const auto adjustments = parse_adjustments({"~A", "~B", "C"});
    ASSERT_TRUE(adjustments);
    EXPECT_EQ(not_in_effect(*adjustments, "# CONFIG_B is not set\nCONFIG_C=y\n"), "");
}

}  // namespace
}  // namespace bm::recipe
