// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/values.hpp"

#include <gtest/gtest.h>

namespace bm::kconfig {
namespace {

TEST(Values, AreOfTheirType) {
    for (const auto* text : {"0", "12", "-7"}) EXPECT_TRUE(is_value_of(Type::integer, text));
    for (const auto* text : {"", "-", "01", "1a", " 1"})
        EXPECT_FALSE(is_value_of(Type::integer, text)) << text;
    for (const auto* text : {"0x1F", "1f", "0X0"})
        EXPECT_TRUE(is_value_of(Type::hexadecimal, text)) << text;
    for (const auto* text : {"", "0x", "g", "-1"})
        EXPECT_FALSE(is_value_of(Type::hexadecimal, text)) << text;
    EXPECT_TRUE(is_value_of(Type::string, ""));
    EXPECT_TRUE(is_value_of(Type::boolean, "yes"));
    EXPECT_FALSE(is_value_of(Type::tristate, "x"));
    EXPECT_FALSE(is_value_of(Type::unknown, "1"));
}

TEST(Values, BeginWithANumber) {
    EXPECT_EQ(leading_number("42abc", 10), 42);
    EXPECT_EQ(leading_number(" -5", 10), -5);
    EXPECT_EQ(leading_number("0x1f", 16), 31);
    EXPECT_EQ(leading_number("1f", 16), 31);
    EXPECT_EQ(leading_number("0x1f", 0), 31);
    EXPECT_EQ(leading_number("010", 0), 8);
    EXPECT_EQ(leading_number("x", 10), 0);
    EXPECT_EQ(leading_number("99999999999999999999", 10), 9223372036854775807);
    EXPECT_EQ(leading_number("-9223372036854775808", 10), -9223372036854775807 - 1);
}

TEST(Values, AreComparedAsNumbersWhereBothAre) {
    EXPECT_LT(compare_values("9", Type::integer, "10", Type::integer), 0);
    EXPECT_EQ(compare_values("0x0a", Type::hexadecimal, "10", Type::integer), 0);
    EXPECT_EQ(compare_values("16", Type::integer, "0x10", Type::unknown), 0);
    EXPECT_GT(compare_values("0xffffffffffffffff", Type::hexadecimal, "1", Type::integer), 0);
    EXPECT_LT(compare_values("m", Type::tristate, "y", Type::tristate), 0);
    EXPECT_GT(compare_values("9", Type::string, "10", Type::string), 0) << "as texts";
    EXPECT_GT(compare_values("b", Type::string, "a", Type::unknown), 0);
    EXPECT_NE(compare_values("1 ", Type::integer, "1", Type::integer), 0);
}

}  // namespace
}  // namespace bm::kconfig
