// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/wildcard.hpp"

#include <gtest/gtest.h>

#include <string>

namespace bm::board {
namespace {

TEST(Wildcard, StandsForAnyPartOfAName) {
    EXPECT_TRUE(wildcard_matches("configs/snow*_defconfig", "configs/snow_defconfig"));
    EXPECT_TRUE(wildcard_matches("configs/*w*_defconfig", "configs/snow-2_defconfig"));
    EXPECT_TRUE(wildcard_matches("configs/sno?_*", "configs/snow_defconfig"));
    EXPECT_FALSE(wildcard_matches("configs/sno?_*", "configs/sno_defconfig"));
}

TEST(Wildcard, KnowsSetsRangesAndTheirOpposite) {
    EXPECT_TRUE(wildcard_matches("evb-[a-c3]_x", "evb-b_x"));
    EXPECT_TRUE(wildcard_matches("evb-[a-c3]_x", "evb-3_x"));
    EXPECT_FALSE(wildcard_matches("evb-[!a-c]_x", "evb-b_x"));
    EXPECT_TRUE(wildcard_matches("evb-[]]", "evb-]"));
    EXPECT_TRUE(wildcard_matches("evb-[ab", "evb-[ab"));
}

TEST(Wildcard, NeverStandsForASlashOrAHiddenName) {
    EXPECT_FALSE(wildcard_matches("configs/*", "configs/sub/snow_defconfig"));
    EXPECT_FALSE(wildcard_matches("*", "configs/snow_defconfig"));
    EXPECT_FALSE(wildcard_matches("configs/*_defconfig", "configs/.old_defconfig"));
    EXPECT_TRUE(wildcard_matches("configs/**_defconfig", "configs/snow_defconfig"));
}

TEST(Wildcard, EndsSoonOnAPatternThatCouldTakeForEver) {
    std::string pattern;
    for (int i = 0; i < 200; ++i) pattern += "*a";
    EXPECT_FALSE(wildcard_matches(pattern + "b", std::string(2000, 'a')));
}

}  // namespace
}  // namespace bm::board
