// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/macros.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/kconfig/fake_surroundings.hpp"

namespace bm::kconfig {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Flavor = Macros::Flavor;

class MacrosTest : public testing::Test {
  protected:
    std::string expand(std::string_view text) { return macros.expand(text, place); }
    void set(const std::string& name, std::string_view value, Flavor flavor = Flavor::recursive) {
        macros.assign(name, flavor, value, place);
    }

    Place place{"Kconfig", 7};
    FakeSurroundings surroundings;
    std::vector<Problem> problems;
    ProblemLog log{problems};
    Macros macros{surroundings, log};
};

TEST_F(MacrosTest, ReplaceAReferenceByTheVariablesValue) {
    set("A", "one");
    EXPECT_EQ(expand("<$(A)$(A)>"), "<oneone>");
    EXPECT_EQ(expand("$(nobody)"), "");
    EXPECT_THAT(problems, IsEmpty());
}

TEST_F(MacrosTest, TakeADollarWithoutParenthesesForItself) {
    set("A", "one");
    EXPECT_EQ(expand("$A ${A} $"), "$A ${A} $");
}

TEST_F(MacrosTest, ExpandWhereAVariableIsUsedOrWhereItIsSet) {
    set("late", "$(A)");
    set("A", "1");
    set("early", "$(A)", Flavor::simple);
    set("A", "2");
    EXPECT_EQ(expand("$(late) $(early)"), "2 1");
}

TEST_F(MacrosTest, AddInTheFlavorThatIsThere) {
    set("A", "1");
    set("simple", "x", Flavor::simple);
    set("simple", "$(A)", Flavor::append);
    set("recursive", "$(A)", Flavor::append);
    set("recursive", "y", Flavor::append);
    set("A", "2");
    EXPECT_EQ(expand("$(simple)|$(recursive)"), "x 1|2 y");
}

TEST_F(MacrosTest, CallAFunctionWithItsArguments) {
    set("greet", "hello $(1), $(2)$(3)!");
    EXPECT_EQ(expand("$(greet,you,all)"), "hello you, all!");
    EXPECT_EQ(expand("$(greet,$(greet,a,b),(c,d))"), "hello hello a, b!, (c,d)!");
    set("name", "greet");
    EXPECT_EQ(expand("$($(name),x,y)"), "hello x, y!");
}

TEST_F(MacrosTest, KnowTheEnvironmentBehindTheVariables) {
    surroundings.variables = {{"CC", "gcc"}, {"A", "env"}};
    set("A", "own");
    EXPECT_EQ(expand("$(CC) $(A)"), "gcc own");
}

TEST_F(MacrosTest, GiveACommandsFirstBytesInOneLine) {
    surroundings.answers["ls"] = "a\nb\n\n";
    surroundings.answers["yes"] = std::string(300, 'y');
    EXPECT_EQ(expand("$(shell,ls)"), "a b");
    EXPECT_EQ(expand("$(shell,yes)").size(), 255u);
    EXPECT_THAT(surroundings.commands, ElementsAre("ls", "yes"));
}

TEST_F(MacrosTest, SayWhereTheyStand) { EXPECT_EQ(expand("$(filename):$(lineno)"), "Kconfig:7"); }

TEST_F(MacrosTest, WarnAndComplainWhereTheTreeWantsThat) {
    EXPECT_EQ(expand("$(warning-if,y,old)$(warning-if,n,x)$(error-if,y,bad)$(info,x)"), "");
    EXPECT_THAT(lines_of(problems), ElementsAre("Kconfig:7:warning: old", "Kconfig:7: bad"));
}

TEST_F(MacrosTest, NameWhatCannotBeExpanded) {
    set("loop", "$(other)");
    set("other", "$(loop)");
    EXPECT_EQ(expand("a$(loop)b$(A"), "ab");
    EXPECT_EQ(expand("$(shell)$(lineno,1)"), "");
    EXPECT_EQ(expand("$(f,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16)"), "");
    EXPECT_THAT(lines_of(problems),
                ElementsAre("Kconfig:7: recursive variable 'loop' references itself (eventually)",
                            "Kconfig:7: unterminated reference to 'A': missing ')'",
                            "Kconfig:7: too few function arguments passed to 'shell'",
                            "Kconfig:7: too many function arguments passed to 'lineno'",
                            "Kconfig:7: too many function arguments"));
}

TEST_F(MacrosTest, DoNotAddUpWhereManyCallThemselvesWithoutEnd) {
    set("d", "$(shell,x)$(d,$(1)x)$(d,$(1)y)");
    for (int i = 0; i < 200; ++i) expand("$(d,a)");
    EXPECT_LT(surroundings.commands.size(), 30'000U);
}

TEST_F(MacrosTest, EndHoweverTheyCallThemselves) {
    set("deep", "$(deep,$(1)x)");
    EXPECT_EQ(expand("$(deep,a)"), "");
    EXPECT_THAT(lines_of(problems), ElementsAre("Kconfig:7: too deep recursive expansion"));
    problems.clear();
    set("a0", std::string(1000, 'x'));
    for (int i = 1; i < 30; ++i) {
        const auto one = "$(a" + std::to_string(i - 1) + ")";
        set("a" + std::to_string(i), one + one);
    }
    EXPECT_LT(expand("$(a29)").size(), 3u << 20);
    EXPECT_THAT(lines_of(problems), ElementsAre("Kconfig:7: the expansion becomes too long"));
}

TEST_F(MacrosTest, TakeOneWordOffAText) {
    set("A", "one two");
    std::string_view text = "x-$(A)/y.c && z";
    EXPECT_EQ(macros.expand_word(text, place), "x-one two/y.c");
    EXPECT_EQ(text, " && z");
}

}  // namespace
}  // namespace bm::kconfig
