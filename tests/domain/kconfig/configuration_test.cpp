// SPDX-License-Identifier: GPL-2.0-or-later
// What the kernel's kconfig-language.rst says of values.
#include "domain/kconfig/configuration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/kconfig/fake_surroundings.hpp"

namespace bm::kconfig {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string modules = "config MODULES\n\tbool\n\tdefault y\n\toption modules\n";

TEST(Configuration, HasDefaultsOfTheFirstConditionThatHolds) {
    EXPECT_EQ(config_of("config A\n\tint\n\tdefault 1 if B\n\tdefault 2\n\tdefault 3\n"),
              "CONFIG_A=2\n");
    EXPECT_EQ(config_of("config A\n\tstring \"a\"\n\tdefault \"x\"\n"), "CONFIG_A=\"x\"\n");
    EXPECT_EQ(config_of("config A\n\tbool\n\tdefault n\n"), "") << "n of nobody's is not written";
    EXPECT_EQ(config_of("config A\n\tbool \"a\"\n"), "# CONFIG_A is not set\n");
    EXPECT_EQ(config_of("config A\n\tdef_bool y\nconfig B\n\tdef_bool !A\n"), "CONFIG_A=y\n");
}

TEST(Configuration, TakesTheUsersValueWhereThePromptIsVisible) {
    const std::string tree = "config A\n\tint \"a\" if B\n\tdefault 1\nconfig B\n\tbool \"b\"\n";
    EXPECT_EQ(config_of(tree, "CONFIG_A=5\n"), "CONFIG_A=1\n# CONFIG_B is not set\n");
    EXPECT_EQ(config_of(tree, "CONFIG_A=5\nCONFIG_B=y\n"), "CONFIG_A=5\nCONFIG_B=y\n");
}

TEST(Configuration, LimitsATruthToWhatItDependsOn) {
    const auto tree = modules +
                      "config A\n\ttristate \"a\"\nconfig B\n\ttristate \"b\"\n"
                      "\tdepends on A\n";
    EXPECT_THAT(config_of(tree, "CONFIG_A=m\nCONFIG_B=y\n"), HasSubstr("CONFIG_A=m\nCONFIG_B=m\n"));
    EXPECT_THAT(config_of(tree, "CONFIG_B=y\n"), HasSubstr("# CONFIG_A is not set\n"));
}

TEST(Configuration, KnowsNoModulesWithoutTheirSymbol) {
    EXPECT_EQ(config_of("config A\n\ttristate \"a\"\n", "CONFIG_A=m\n"), "CONFIG_A=y\n");
    EXPECT_EQ(config_of("config A\n\ttristate \"a\"\n\tdepends on m\n", "CONFIG_A=m\n"), "");
}

TEST(Configuration, RaisesWhatIsSelectedWhateverItDependsOn) {
    const std::string tree =
        "config A\n\tbool \"a\"\n\tselect B if C\nconfig B\n\tbool \"b\"\n\tdepends on D\n"
        "config C\n\tbool \"c\"\n";
    EXPECT_EQ(config_of(tree, "CONFIG_A=y\n"), "CONFIG_A=y\n# CONFIG_C is not set\n");
    EXPECT_EQ(config_of(tree, "CONFIG_A=y\nCONFIG_C=y\n"), "CONFIG_A=y\nCONFIG_B=y\nCONFIG_C=y\n");
}

TEST(Configuration, ImpliesUnlessTheUserSaysNoOrADependencyFails) {
    const std::string tree = "config A\n\tbool \"a\"\n\timply B\nconfig B\n\tbool \"b\"\n";
    EXPECT_EQ(config_of(tree, "CONFIG_A=y\n"), "CONFIG_A=y\nCONFIG_B=y\n");
    EXPECT_EQ(config_of(tree, "CONFIG_A=y\n# CONFIG_B is not set\n"),
              "CONFIG_A=y\n# CONFIG_B is not set\n");
    EXPECT_EQ(config_of(tree + "\tdepends on C\n", "CONFIG_A=y\n"), "CONFIG_A=y\n");
}

TEST(Configuration, KeepsNumbersInTheirRange) {
    const std::string tree =
        "config A\n\tint \"a\"\n\trange 1 5\n\tdefault 9\nconfig B\n\thex\n\trange 0x10 0x20\n"
        "\tdefault 0x1\n";
    EXPECT_EQ(config_of(tree), "CONFIG_A=5\nCONFIG_B=0x10\n");
    EXPECT_EQ(config_of(tree, "CONFIG_A=3\n"), "CONFIG_A=3\nCONFIG_B=0x10\n");
    EXPECT_EQ(config_of(tree, "CONFIG_A=7\n"), "CONFIG_A=5\nCONFIG_B=0x10\n");
}

const std::string choice =
    "choice\n\tprompt \"one\"\n\tdefault B\nconfig A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n"
    "config C\n\tbool \"c\"\n\tdepends on D\nendchoice\nconfig D\n\tbool \"d\"\n";

TEST(Configuration, ChoosesTheUsersMemberElseTheDefaultElseTheFirstThatIsVisible) {
    EXPECT_THAT(config_of(choice), HasSubstr("# CONFIG_A is not set\nCONFIG_B=y\n"));
    EXPECT_THAT(config_of(choice, "CONFIG_A=y\n"),
                HasSubstr("CONFIG_A=y\n# CONFIG_B is not set\n"));
    EXPECT_THAT(config_of(choice, "CONFIG_C=y\n"), HasSubstr("CONFIG_B=y\n"))
        << "one that is not visible cannot be chosen";
    EXPECT_THAT(config_of(choice, "CONFIG_D=y\nCONFIG_C=y\n"),
                HasSubstr("CONFIG_C=y\nCONFIG_D=y\n"));
}

// A default above the choice was taken as an earlier round had it, when MODULES still was y.
TEST(Configuration, AChoiceSeesADefaultOfOthersThatStandsAboveItAsItIs) {
    const std::string tree =
        "config MODULES\n\ttristate \"m\"\n\tdefault m\n\toption modules\n"
        "config A\n\tbool \"a\"\n\tdepends on MODULES=y\n"
        "choice\n\tprompt \"c\"\n\tbool\n\tdefault A\nconfig B\n\tprompt \"b\"\nendchoice\n";
    EXPECT_EQ(config_of(tree), "CONFIG_MODULES=m\nCONFIG_B=y\n");
}

TEST(Configuration, MayChooseNothingWhereAChoiceIsOptional) {
    const std::string tree =
        "choice\n\tprompt \"one\"\n\toptional\nconfig A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n"
        "endchoice\n";
    EXPECT_EQ(config_of(tree), "");
    EXPECT_EQ(config_of(tree, "CONFIG_B=y\n"), "# CONFIG_A is not set\nCONFIG_B=y\n");
}

TEST(Configuration, HandsConditionsDownToWhatStandsInBlocks) {
    const std::string tree =
        "menu \"m\"\n\tdepends on X\nif Y\nconfig A\n\tdef_bool y\nendif\nendmenu\n"
        "menu \"v\"\n\tvisible if Y\nconfig B\n\tbool \"b\"\n\tdefault y\nendmenu\n"
        "config X\n\tbool \"x\"\nconfig Y\n\tbool \"y\"\n";
    EXPECT_EQ(config_of(tree, "CONFIG_X=y\n# CONFIG_B is not set\n"),
              "CONFIG_B=y\nCONFIG_X=y\n# CONFIG_Y is not set\n");
    EXPECT_EQ(config_of(tree, "CONFIG_X=y\nCONFIG_Y=y\n# CONFIG_B is not set\n"),
              "CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_X=y\nCONFIG_Y=y\n");
}

TEST(Configuration, ComparesSymbols) {
    const std::string tree =
        "config N\n\tint\n\tdefault 9\nconfig S\n\tstring\n\tdefault \"abc\"\n";
    const auto holds = [&](const std::string& condition) {
        return config_of(tree + "config R\n\tdef_bool " + condition + "\n").find("CONFIG_R=y") !=
               std::string::npos;
    };
    for (const auto* yes :
         {"N < 10", "N>=9", "N = 9", "N != 8", "S = \"abc\"", "S != abd", "!(N > 9)"})
        EXPECT_TRUE(holds(yes)) << yes;
    for (const auto* no : {"N > 10", "S = \"ab\"", "NOBODY", "N < 9", "N <= 8"})
        EXPECT_FALSE(holds(no)) << no;
    EXPECT_TRUE(holds("NOBODY = NOBODY")) << "a symbol that nobody defines is its name";
}

TEST(Configuration, SaysWhatADefconfigCannotMean) {
    const auto parsed = parse_text(choice + "config N\n\tint \"n\"\nconfig S\n\tstring \"s\"\n");
    Configuration configuration(parsed.tree);
    const auto problems = configuration.load(
        "d",
        "CONFIG_A=y\nCONFIG_A=x\nCONFIG_B=y\nCONFIG_N=z\nCONFIG_S=\"x\nword\nCONFIG_UNKNOWN=y\n"
        "# a comment\n\n");
    EXPECT_THAT(lines_of(problems), ElementsAre("d:2:warning: override: reassigning to symbol A",
                                                "d:2:warning: symbol value 'x' invalid for A",
                                                "d:3:warning: override: B changes choice state",
                                                "d:4:warning: symbol value 'z' invalid for N",
                                                "d:5:warning: invalid string found",
                                                "d:6:warning: unexpected data: word"));
}

TEST(Configuration, IsForgottenWhenAnotherIsLoaded) {
    const auto parsed = parse_text("config A\n\tint \"a\"\n\tdefault 1\n");
    Configuration configuration(parsed.tree);
    EXPECT_THAT(configuration.load("d", "CONFIG_A=2\r\n"), IsEmpty());
    EXPECT_EQ(configuration.lines(), "CONFIG_A=2\n");
    EXPECT_THAT(configuration.load("d", ""), IsEmpty());
    EXPECT_EQ(configuration.lines(), "CONFIG_A=1\n");
}

TEST(Configuration, EndsWhereSymbolsHangOnEachOther) {
    EXPECT_EQ(config_of("config A\n\tdef_bool !B\nconfig B\n\tdef_bool !A\n"), "CONFIG_B=y\n");
    std::string chain = "config S0\n\tdef_bool y\n";
    for (int i = 1; i < 5000; ++i)
        chain += "config S" + std::to_string(i) + "\n\tdef_bool S" + std::to_string(i - 1) + "\n";
    const auto parsed = parse_text(chain);
    Configuration configuration(parsed.tree);
    (void)configuration.truth(*parsed.tree.find("S4999"));
    EXPECT_TRUE(configuration.was_too_deep());
}

TEST(Configuration, StartsAnewWithEachLoad) {
    const auto parsed = parse_text(
        "config A\n\tbool \"a\"\nconfig B\n\tint \"b\"\n\tdefault 1 if !A\n\tdefault 2\n"
        "choice\n\tprompt \"c\"\nconfig C\n\tbool \"c\"\nconfig D\n\tbool \"d\"\nendchoice\n");
    Configuration reused(parsed.tree);
    for (const std::string text : {"CONFIG_A=y\nCONFIG_B=7\nCONFIG_D=y\n", "CONFIG_A=y\n", ""}) {
        Configuration fresh(parsed.tree);
        EXPECT_THAT(fresh.load("defconfig", text), IsEmpty());
        EXPECT_THAT(reused.load("defconfig", text), IsEmpty());
        EXPECT_EQ(reused.lines(), fresh.lines()) << text;
    }
    EXPECT_EQ(reused.lines(),
              "# CONFIG_A is not set\nCONFIG_B=1\nCONFIG_C=y\n# CONFIG_D is not set\n");
}

TEST(Configuration, NamesWhatIsSelectedBeyondItsDependencies) {
    const auto parsed = parse_text(
        "config A\n\tbool \"a\"\n\tselect C\nconfig B\n\tbool \"b\"\n\tselect C if A\n"
        "config C\n\tbool\n\tdepends on D\nconfig D\n\tbool \"d\"\n");
    Configuration configuration(parsed.tree);
    (void)configuration.load("defconfig", "CONFIG_A=y\n");
    EXPECT_THAT(lines_of(configuration.unmet_dependencies()),
                ElementsAre("Kconfig:7:warning: unmet direct dependencies detected for C: what it "
                            "depends on is n, but it is selected by A"));
    (void)configuration.load("defconfig", "CONFIG_A=y\nCONFIG_D=y\n");
    EXPECT_THAT(configuration.unmet_dependencies(), IsEmpty());
}

}  // namespace
}  // namespace bm::kconfig
