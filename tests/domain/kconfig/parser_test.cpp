// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/kconfig/fake_surroundings.hpp"

namespace bm::kconfig {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> problems_of(const std::string& text) {
    return lines_of(parse_text(text).problems);
}

TEST(Parser, ReadsOtherFilesWhereTheyAreNamed) {
    FakeSurroundings surroundings;
    surroundings.variables["ARCH"] = "arm";
    surroundings.files = {{"Kconfig", "source \"arch/$(ARCH)/Kconfig\"\nconfig LAST\n\tbool\n"},
                          {"arch/arm/Kconfig", "rsource \"cpu/Kconfig\"\nosource \"none\"\n"},
                          {"arch/arm/cpu/Kconfig", "config FIRST\n\tbool\n"}};
    const auto parsed = parse("Kconfig", surroundings);
    EXPECT_THAT(parsed.problems, IsEmpty());
    EXPECT_THAT(parsed.tree.files,
                ElementsAre("Kconfig", "arch/arm/Kconfig", "arch/arm/cpu/Kconfig"));
    EXPECT_LT(*parsed.tree.find("FIRST"), *parsed.tree.find("LAST"));
}

TEST(Parser, NamesAFileThatIsNotThereAndReadsTheRest) {
    const auto parsed = parse_text("source \"none\"\nconfig A\n\tbool\n");
    EXPECT_THAT(lines_of(parsed.problems),
                ElementsAre("Kconfig:1: can't open file \"none\": not found"));
    EXPECT_TRUE(parsed.tree.find("A"));
}

TEST(Parser, ReadsNoFileInItself) {
    EXPECT_THAT(problems_of("source \"Kconfig\"\n"),
                ElementsAre("Kconfig:1: recursive inclusion of \"Kconfig\""));
}

TEST(Parser, PassesOverAnOptionalFileThatIsNotThereAndNoOther) {
    EXPECT_THAT(problems_of("osource \"none\"\norsource \"none\"\n"), IsEmpty());
    EXPECT_THAT(problems_of("osource \"Kconfig\"\n"),
                ElementsAre("Kconfig:1: recursive inclusion of \"Kconfig\""));
}

// Each file doubles what is read: 2^41 times the last.
TEST(Parser, GivesUpOnFilesThatAreNamedWithoutEnd) {
    FakeSurroundings surroundings;
    for (int i = 0; i < 41; ++i) {
        const auto next = "source \"K" + std::to_string(i + 1) + "\"\n";
        surroundings.files[i == 0 ? "Kconfig" : "K" + std::to_string(i)] = next + next;
    }
    surroundings.files["K41"] = "config A\n\tbool\n";
    const auto parsed = parse("Kconfig", surroundings);
    ASSERT_THAT(parsed.problems, SizeIs(1));
    EXPECT_THAT(line_of(parsed.problems.front()), HasSubstr("is not read: too many files are"));
    EXPECT_TRUE(parsed.tree.find("A"));
}

TEST(Parser, TellsAThousandProblemsOfAFileAndThatThereAreMore) {
    std::string wrong;
    for (int i = 0; i < 5000; ++i) wrong += "nonsense\n";
    const auto problems = problems_of(wrong);
    ASSERT_THAT(problems, SizeIs(1000));
    EXPECT_EQ(problems.back(), "Kconfig:1000: and more problems of this file");
}

TEST(Parser, SaysWhereAStatementIsWrong) {
    EXPECT_THAT(problems_of("nonsense\n\tbool \"x\"\n"),
                ElementsAre("Kconfig:1: unknown statement \"nonsense\"",
                            "Kconfig:2: unexpected option \"bool\""));
    EXPECT_THAT(problems_of("config A\n\tbool\n\tdepends B\n\tdepends on\n\tdefault y if\n"),
                ElementsAre("Kconfig:3: 'on' must follow 'depends'",
                            "Kconfig:4: invalid expression", "Kconfig:5: invalid expression"));
    EXPECT_THAT(problems_of("config A\n\tint\n\trange 1\n\tselect \"B\"\n\tbool\n"),
                ElementsAre("Kconfig:3: a range needs two values", "Kconfig:4: no symbol is named",
                            "Kconfig:5:warning: ignoring type redefinition of 'A' from 'integer' "
                            "to 'bool'"));
    EXPECT_THAT(problems_of("config A\n\tbool \"x\" B\n\tprompt\n"),
                ElementsAre("Kconfig:2: invalid expression", "Kconfig:3: no text is given"));
}

TEST(Parser, SaysWhichBlockIsWrong) {
    EXPECT_THAT(problems_of("endif\n"), ElementsAre("Kconfig:1: unexpected end statement"));
    EXPECT_THAT(problems_of("menu \"m\"\nendif\nendmenu\n"),
                ElementsAre("Kconfig:2: unexpected 'endif' within menu block"));
    EXPECT_THAT(problems_of("if A\nconfig B\n\tbool\n"),
                ElementsAre("Kconfig:1: missing end statement for this entry"));
    FakeSurroundings surroundings;
    surroundings.files = {{"Kconfig", "if A\nsource \"other\"\nendif\n"}, {"other", "endif\n"}};
    EXPECT_THAT(lines_of(parse("Kconfig", surroundings).problems),
                ElementsAre("other:1: 'endif' in different file than 'if'"));
}

TEST(Parser, IsNotLedTooDeep) {
    std::string blocks, parentheses = "config A\n\tbool\n\tdepends on ";
    for (int i = 0; i < 1000; ++i) blocks += "if A\n";
    for (int i = 0; i < 1000; ++i) blocks += "endif\n";
    parentheses += std::string(100'000, '(') + "\n";
    EXPECT_THAT(problems_of(blocks),
                ElementsAre("Kconfig:51: more blocks are open than can be read"));
    EXPECT_THAT(problems_of(parentheses), ElementsAre("Kconfig:3: invalid expression"));
    std::string chain = "config A\n\tbool\n\tdefault y if B";
    for (int i = 0; i < 1000; ++i) chain += " && B" + std::to_string(i);
    EXPECT_THAT(problems_of(chain + "\n"),
                ElementsAre("Kconfig:3: the expression is nested too deep"));
}

TEST(Parser, BindsAndCloserThanOr) {
    auto parsed = parse_text("config A\n\tbool\n\tdefault y if B || C && !D\n");
    auto& all = parsed.tree.expressions;
    const auto symbol = [&](const char* name) { return all.symbol(*parsed.tree.find(name)); };
    const auto& property = parsed.tree.symbols[*parsed.tree.find("A")].properties.front();
    EXPECT_EQ(property.condition,
              all.make({Expression::Op::or_, symbol("B"),
                        all.make({Expression::Op::and_, symbol("C"), all.not_of(symbol("D"))})}));
}

TEST(Parser, KeepsHelpAndTitles) {
    const auto parsed = parse_text(
        "mainmenu \"Main\"\nmenu \"Sub\"\nconfig A\n\tbool\n\thelp\n\t  Text.\nendmenu\n");
    const auto& entries = parsed.tree.entries;
    EXPECT_EQ(entries[root_entry].title->text, "Main");
    EXPECT_EQ(entries[1].title->text, "Sub");
    EXPECT_EQ(entries[2].help, "Text.\n");
    EXPECT_EQ(entries[2].parent, 1u);
}

TEST(Parser, PutsEntriesThatDependOnTheOneBeforeIntoItsMenu) {
    const auto parsed = parse_text(
        "config A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n\tdepends on A\n"
        "config C\n\tbool \"c\"\n\tdepends on B && A\nconfig D\n\tbool \"d\"\n");
    const auto& entries = parsed.tree.entries;
    EXPECT_THAT(entries[root_entry].children, ElementsAre(1u, 4u));
    EXPECT_THAT(entries[1].children, ElementsAre(2u));
    EXPECT_THAT(entries[2].children, ElementsAre(3u));
}

TEST(Parser, NestsMenusOfDependentEntriesOnlySoDeep) {
    std::string chain = "config S0\n\tbool\n";
    for (int i = 1; i < 50'000; ++i)
        chain += "config S" + std::to_string(i) + "\n\tbool\n\tdepends on S" +
                 std::to_string(i - 1) + "\n";
    const auto parsed = parse_text(chain);
    EXPECT_THAT(parsed.problems, IsEmpty());
    EXPECT_EQ(parsed.tree.entries.size(), 50'001u);
}

TEST(Parser, RefusesSymbolsThatHangOnEachOther) {
    const auto problems = [](const std::string& tree) {
        return lines_of(parse_text(tree).problems);
    };
    EXPECT_THAT(problems("config A\n\tbool \"a\"\n\tdepends on B\nconfig B\n\tdef_bool A\n"),
                ElementsAre("Kconfig:1: recursive dependency detected! A depends on B, "
                            "B has a default that contains A"));
    EXPECT_THAT(problems("config A\n\tbool\n\tdepends on B\n\tselect B\n"),
                ElementsAre("Kconfig:1: recursive dependency detected! A depends on B, "
                            "B is selected by A"));
    EXPECT_THAT(
        problems("config A\n\tdepends on B && C\n\tselect C\nconfig B\n\tdef_bool D\n\tselect D\n"),
        ElementsAre(HasSubstr("Kconfig:5: recursive"), HasSubstr("Kconfig:1: recursive")))
        << "each has a place, though nobody defines C and D";
    EXPECT_THAT(problems("config A\n\tbool\n\tselect B\nconfig B\n\tbool\n\tselect A\n"),
                ElementsAre("Kconfig:1: recursive dependency detected! A is selected by B, "
                            "B is selected by A"));
    EXPECT_THAT(problems("choice\n\tprompt \"c\"\nconfig A\n\tbool \"a\"\n\tdepends on B\n"
                         "config B\n\tbool \"b\"\nendchoice\n"),
                ElementsAre(HasSubstr("recursive dependency detected! <choice> contains A, "
                                      "A depends on B")));
    EXPECT_THAT(problems("config A\n\tbool \"a\"\n\tdepends on y || B\nconfig B\n\tdef_bool A\n"),
                SizeIs(1));
    EXPECT_THAT(
        problems("config A\n\tbool \"a\"\n\tdepends on y && y || B && y\nconfig B\n\tdef_bool A\n"),
        IsEmpty())
        << "what is always true depends on nothing";
}

TEST(Parser, RefusesOptionsThatTheirEntryCannotHave) {
    const auto is_refused = [](const std::string& tree) {
        return !parse_text(tree).problems.empty();
    };
    for (const auto* wrong :
         {"depends on A\n", "config A\n\tbool\n\toptional\n", "comment \"c\"\n\tbool\n",
          "menu \"m\"\n\tdefault y\nendmenu\n", "choice\n\tint\nendchoice\n",
          "menu \"m\"\nendmenu\ndepends on A\n", "choice\nmenu \"m\"\nendmenu\nendchoice\n",
          "config A\n\tbool\nmainmenu \"m\"\n", "choice\nconfig A\n\tint\nendchoice\n",
          "menu \"m\"\n\tdepends on A\n\tvisible if A\nendmenu\n"})
        EXPECT_TRUE(is_refused(wrong)) << wrong;
    EXPECT_FALSE(is_refused("menu \"m\"\n\tvisible if A\n\tdepends on A\nendmenu\n"));
}

TEST(Parser, ComparesPartsOfConditionsOnlySoOften) {
    std::string all = "config X\n\tbool\n\tdepends on ";
    for (int i = 0; i < 95; ++i) {
        std::string part;
        for (int j = 0; j < 95; ++j)
            part += (j == 0 ? "A" : " && A") + std::to_string((i * j) % 97);
        all += (i == 0 ? "(" : " || (") + part + ")";
    }
    EXPECT_THAT(parse_text(all + "\n").problems, IsEmpty());
}

TEST(Parser, TakesAnEntryForADependentOneByItsConditions) {
    const auto is_below = [](const std::string& condition, const std::string& own) {
        const auto parsed =
            parse_text("config A\n\tbool \"a\"\n\tdepends on " + own +
                       "\nconfig B\n\tbool \"b\"\n\tdepends on " + condition + "\n");
        return parsed.tree.entries[2].parent == 1;
    };
    for (const auto* needed : {"A", "X && A", "A = y", "A != n"})
        EXPECT_TRUE(is_below(needed, "Q")) << needed;
    for (const auto* other : {"X", "A || X", "!A", "A = n", "A = m", "A != y", "X < A"})
        EXPECT_FALSE(is_below(other, "Q")) << other;
    for (const auto* also : {"(A || X) && Q", "Q && !A", "R && Q && (X < A)"})
        EXPECT_TRUE(is_below(also, "Q")) << also << ": it has all that A depends on";
    EXPECT_FALSE(is_below("(A || X) && Q", "Q && R"));
}

}  // namespace
}  // namespace bm::kconfig
