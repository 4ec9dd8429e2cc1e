// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::summary {
namespace {

using namespace std::string_literals;

TEST(Configuration, IsReadFromFilesOfBothKinds) {
    EXPECT_EQ(read_configuration("# CONFIG_A is not set\nCONFIG_B=y\nCONFIG_C=\"x=y\"\n", false),
              (Values{{"CONFIG_B", "1"}, {"CONFIG_C", "\"x=y\""}}));
    EXPECT_EQ(read_configuration("#define CONFIG_A 1\n#define CONFIG_B\n#define OTHER 1\n"
                                 "/* no */\n * no\n\r\nno value\n",
                                 false),
              (Values{{"CONFIG_A", "1"}, {"CONFIG_B", "1"}}));
}

TEST(Configuration, CanKeepWhatDiffersBetweenThem) {
    EXPECT_EQ(read_configuration("CONFIG_A=y\n#define CONFIG_B\n", true),
              (Values{{"CONFIG_A", "y"}, {"CONFIG_B", ""}}));
}

TEST(Environment, IsReadBetweenNuls) {
    EXPECT_EQ(read_environment("a=1\0b=x=y\0no\0\0c="s),
              (Values{{"a", "1"}, {"b", "x=y"}, {"c", ""}}));
}

TEST(FunctionSizes, AreReadFromTheOutputOfNm) {
    EXPECT_EQ(read_functions("00000010 t f\n00000004 T g\n00000020 d x.0\n00000001 d x.12\n"
                             "00000008 R table\n00000008 U no\nzz T no\n1 T\n1 T a b\n ",
                             ""),
              (Functions{{{"f", 16}, {"g", 4}, {"static.x", 33}, {"table", 8}}, {}}));
}

TEST(FunctionSizes, OfStaticOnesAreReadByFile) {
    EXPECT_EQ(
        read_functions("4 t f\n", "a.c: f=4 g.0=1 g.1=2\nb.c: g=3\n: h=1\nno\nc.c: x x= =1 y=zz\n")
            .statics,
        (decltype(Functions::statics){
            {"f", {{"a.c", 4}}}, {"static.g", {{"a.c", 3}}}, {"g", {{"b.c", 3}}}}));
}

TEST(FunctionSizes, OfPowerpcBeginWithADot) {
    EXPECT_EQ(read_functions("00000010 T .f\n", ""), (Functions{{{".f", 16}}, {}}));
}

TEST(FunctionSizes, ThatAreAbsurdAreNone) {
    EXPECT_EQ(read_functions("ffffffffffffffff T f\n-1 T g\n", ""), Functions{});
}

TEST(ValuesChange, NamesWhatIsNewGoneAndDifferent) {
    const auto change =
        compare({{"a", "1"}, {"b", "1"}, {"c", "1"}}, {{"a", "1"}, {"b", ""}, {"d", "2"}});
    EXPECT_EQ(change.added, (Values{{"d", "2"}}));
    EXPECT_EQ(change.removed, (Values{{"c", "1"}}));
    EXPECT_EQ(change.changed, (Values{{"b", "1 -> "}}));
}

RC_GTEST_PROP(Values, OfAnyBytesAreReadWithoutHarm, (const std::string& text)) {
    (void)read_configuration(text, false);
    (void)read_environment(text);
    (void)read_functions(text, text);
}

}  // namespace
}  // namespace bm::summary
