// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/core/nearest.hpp"

#include <gtest/gtest.h>

namespace bm::core {
namespace {

using Names = std::vector<std::string>;

TEST(NearestNames, AreThoseAThirdOfTheNameAway) {
    const auto near = [](const std::string& wanted, const std::string& name) {
        return !nearest_names({name}, wanted, 3).empty();
    };
    EXPECT_TRUE(near("abcdefghijkl", "abcdefgh1234"));
    EXPECT_FALSE(near("abcdefghijkl", "abcdefg12345"));
    EXPECT_TRUE(near("abc", "a12")) << "two are always near";
    EXPECT_FALSE(near("abc", "123"));
    EXPECT_FALSE(near("abcdefghijkl", "abcdefghijkl12345"));
    EXPECT_TRUE(near("abcdefghijkl", "abcdefghijkl1234"));
}

TEST(NearestNames, AreComparedWithTheFirst200BytesAsTheirCostGrowsWithThem) {
    const auto near = [](std::size_t length) {
        return !nearest_names({std::string(length, 'a')}, std::string(1000, 'a'), 3).empty();
    };
    EXPECT_TRUE(near(200 + 66));
    EXPECT_FALSE(near(200 + 67));
    EXPECT_TRUE(near(200 - 66));
    EXPECT_FALSE(near(200 - 67));
}

TEST(NearestNames, ComeNearestFirstAndNoMoreThanAsked) {
    EXPECT_EQ(nearest_names({"snow12", "snow1", "snow", "snow2"}, "snow", 3),
              (Names{"snow", "snow1", "snow2"}));
}

TEST(NearestNames, AreHintedAtInAMessage) {
    EXPECT_EQ(hint_at_nearest({"snow1", "peach", "snow"}, "snow"), "; near it: snow, snow1");
    EXPECT_EQ(hint_at_nearest({"peach"}, "snow"), "");
}

}  // namespace
}  // namespace bm::core
