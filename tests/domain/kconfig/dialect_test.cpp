// SPDX-License-Identifier: GPL-2.0-or-later
// What trees bring their own conf for.
#include "domain/kconfig/dialect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/kconfig/fake_surroundings.hpp"

namespace bm::kconfig {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct DialectTest : testing::Test {
    /// .config of a tree that begins with these lines.
    std::string config_of(const std::string& kconfig, const std::string& defconfig) {
        files.files["Kconfig"] = kconfig;
        const auto parsed = parse("Kconfig", files);
        Configuration configuration(parsed.tree);
        problems = lines_of(configuration.load("defconfig", defconfig));
        return configuration.lines();
    }
    /// As of Linux 6.1.
    void be_new() {
        files.files["scripts/kconfig/symbol.c"] =
            "\t.type = S_TRISTATE,\n\tsym->curr.val = range_sym->curr.val;\n";
        files.files["scripts/kconfig/confdata.c"] = "(p2 = strpbrk(p2, \"\\\"\\\\\"))";
        files.files["scripts/kconfig/menu.c"] = "void menu_finalize(struct menu *parent)";
        files.files["scripts/kconfig/parser.y"] = "stmt_list_in_choice:";
    }

    FakeSurroundings files;
    std::vector<std::string> problems;
    const std::string modules = "config MODULES\n\tdef_bool y\n\toption modules\n";
};

TEST_F(DialectTest, QuotesInStringsAreEscapedWhereConfDoesSo) {
    const std::string tree = "config A\n\tstring \"a\"\n";
    EXPECT_EQ(config_of(tree, R"(CONFIG_A="x\"y\\")"
                              "\n"),
              R"(CONFIG_A="x\"y\\")"
              "\n");
    EXPECT_EQ(config_of(tree, "CONFIG_A=\"\\x\"\n"), "CONFIG_A=\"\\x\"\n");
    EXPECT_EQ(config_of(tree, "CONFIG_A=\"\n"), "CONFIG_A=\"\"\n");
    be_new();
    EXPECT_EQ(config_of(tree, R"(CONFIG_A="x\"y\\" more)"
                              "\n"),
              R"(CONFIG_A="x\"y\\")"
              "\n");
    EXPECT_EQ(config_of(tree, "CONFIG_A=\"\\x\"\n"), "CONFIG_A=\"x\"\n");
    EXPECT_EQ(config_of(tree, "CONFIG_A=\"x\\\"\n"), "CONFIG_A=\"\"\n");
    EXPECT_THAT(problems, ElementsAre("defconfig:1:warning: invalid string found"));
}

TEST_F(DialectTest, ConstantsAreComparedAsTruthsWhereTheyHaveTheirType) {
    const auto tree = modules +
                      "config A\n\ttristate \"a\"\nconfig B\n\tdef_bool A >= m\n"
                      "config C\n\tdef_bool A < y\n";
    // As texts: m is less than n, and y is not.
    EXPECT_EQ(config_of(tree, ""),
              "CONFIG_MODULES=y\n# CONFIG_A is not set\nCONFIG_B=y\nCONFIG_C=y\n");
    be_new();
    EXPECT_EQ(config_of(tree, ""), "CONFIG_MODULES=y\n# CONFIG_A is not set\nCONFIG_C=y\n");
    EXPECT_EQ(config_of(tree, "CONFIG_A=y\n"), "CONFIG_MODULES=y\nCONFIG_A=y\nCONFIG_B=y\n");
}

TEST_F(DialectTest, ABoundIsTakenAsItIsWrittenOrAsANumber) {
    const std::string tree = "config A\n\thex\n\tdefault 0x1\n\trange 0x00FF 0xFFF\n";
    EXPECT_EQ(config_of(tree, ""), "CONFIG_A=0xff\n");
    be_new();
    EXPECT_EQ(config_of(tree, ""), "CONFIG_A=0x00FF\n");
}

TEST_F(DialectTest, WhatIsImpliedIsLimitedOrRaised) {
    const auto tree = modules +
                      "config A\n\tdef_bool y\n\timply B\nconfig B\n\ttristate\n\tdepends on C\n"
                      "config C\n\tdef_tristate m\n";
    EXPECT_EQ(config_of(tree, ""), "CONFIG_MODULES=y\nCONFIG_A=y\nCONFIG_B=y\nCONFIG_C=m\n");
    be_new();
    EXPECT_EQ(config_of(tree, ""), "CONFIG_MODULES=y\nCONFIG_A=y\nCONFIG_B=m\nCONFIG_C=m\n");
}

TEST_F(DialectTest, ABoolTakesATristateThatIsNotNForThatTristateOrForYes) {
    const auto tree =
        modules +
        "config A\n\tdef_tristate m\nconfig B\n\tbool \"b\"\n\tdefault y\n\tselect C if A != n\n"
        "config C\n\ttristate\n";
    EXPECT_EQ(config_of(tree, ""), "CONFIG_MODULES=y\nCONFIG_A=m\nCONFIG_B=y\nCONFIG_C=m\n");
    be_new();
    EXPECT_EQ(config_of(tree, ""), "CONFIG_MODULES=y\nCONFIG_A=m\nCONFIG_B=y\nCONFIG_C=y\n");
}

TEST_F(DialectTest, WithoutModulesAConstantThatIsMStaysOrIsNo) {
    const std::string tree = "config A\n\ttristate \"a\"\nconfig B\n\tdef_bool A = m\n";
    EXPECT_EQ(config_of(tree, ""), "# CONFIG_A is not set\n");
    be_new();
    EXPECT_EQ(config_of(tree, ""), "# CONFIG_A is not set\n");
    files.files["scripts/kconfig/symbol.c"] += "(modules_sym->curr.tri == no) ? \"n\" : \"m\"";
    EXPECT_EQ(config_of(tree, ""), "# CONFIG_A is not set\nCONFIG_B=y\n") << "m is n there";
}

TEST_F(DialectTest, BusyboxHasEverySymbolInItsConfig) {
    files.files["scripts/kconfig/symbol.c"] = "struct symbol symbol_yes";
    files.files["scripts/kconfig/confdata.c"] = "#define IF_NOT_%s(...)";
    EXPECT_EQ(config_of("config A\n\tbool\nconfig B\n\tint\nconfig C\n\tstring\nconfig D\n", ""),
              "# CONFIG_A is not set\nCONFIG_B=0\nCONFIG_C=\"\"\n");
}

TEST_F(DialectTest, AChoiceHoldsNoMenuconfigInNewOnes) {
    files.files["Kconfig"] =
        "choice\n\tprompt \"c\"\nif y\nmenuconfig A\n\tbool \"a\"\nendif\nendchoice\n";
    EXPECT_THAT(lines_of(parse("Kconfig", files).problems), IsEmpty());
    be_new();
    EXPECT_THAT(lines_of(parse("Kconfig", files).problems),
                ElementsAre("Kconfig:4: unexpected 'menuconfig' within choice block"));
}

TEST_F(DialectTest, OptionsOfAMenuStandInAnyOrderInNewOnes) {
    be_new();
    files.files["Kconfig"] = "menu \"m\"\n\tdepends on A\n\tvisible if A\nendmenu\n";
    EXPECT_THAT(lines_of(parse("Kconfig", files).problems), IsEmpty());
}

}  // namespace
}  // namespace bm::kconfig
