// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/selection.hpp"

#include <gtest/gtest.h>

#include "domain/board/expression.hpp"

namespace bm::board {
namespace {

Board board(std::string target, std::string arch, std::string vendor) {
    Board b;
    b.target = std::move(target);
    b.arch = std::move(arch);
    b.vendor = std::move(vendor);
    return b;
}

const std::vector<Board> all = {board("snow", "arm", "samsung"), board("peach", "arm", "samsung"),
                                board("jetson", "aarch64", "nvidia"),
                                board("seaboard", "arm", "nvidia"),
                                board("sandbox", "sandbox", "")};

std::vector<std::string> targets(const Selection& wanted) {
    const auto selected = select(all, wanted);
    if (!selected) return {"error: " + selected.error().message};
    std::vector<std::string> names;
    for (const auto& b : selected->boards) names.push_back(b.target);
    return names;
}

using Names = std::vector<std::string>;

TEST(Selection, OfNothingIsEverything) { EXPECT_EQ(targets({}).size(), all.size()); }

TEST(Selection, MatchesTheStartOfAnyProperty) {
    EXPECT_EQ(targets({{"nvid"}, {}, {}}), (Names{"jetson", "seaboard"}));
    EXPECT_EQ(targets({{"a"}, {}, {}}), (Names{"snow", "peach", "jetson", "seaboard"}));
}

TEST(Selection, MatchesAPlainWordAsTheSameExpressionInParentheses) {
    for (const std::string word :
         {"arm", "r", "sn", "snow", "snowy", "S", "free-scale", "_", "x"}) {
        const auto plain = Expression::parse_pattern(word).value();
        const auto searched = Expression::parse_pattern("(?:" + word + ")").value();
        for (const std::string text :
             {"", "arm", "arm64", "snow", "unsnowed", "a_b", "free-scale"}) {
            EXPECT_EQ(plain.begins(text), searched.begins(text)) << word << " in " << text;
            EXPECT_EQ(plain.is_found_in(text), searched.is_found_in(text))
                << word << " in " << text;
        }
    }
}

TEST(Selection, MatchesOnePropertyWhenToldWhich) {
    EXPECT_EQ(targets({{"arch:s"}, {}, {}}), (Names{"sandbox"}));
    EXPECT_EQ(targets({{"vendor:nvidia & arch:arm"}, {}, {}}), (Names{"seaboard"}));
    EXPECT_EQ(targets({{"target:s"}, {"vendor:"}, {}}),
              (Names{"error: Board term 'vendor:' says nothing behind 'vendor:'"}));
}

TEST(Selection, FindsAMaintainerAnywhereInWhateverCase) {
    auto boards = all;
    boards[2].maintainers = "Simon Glass <sjg@chromium.org>:Other <o@x>";
    const auto selected = select(boards, {{"@glass"}, {}, {}});
    ASSERT_TRUE(selected);
    ASSERT_EQ(selected->boards.size(), 1u);
    EXPECT_EQ(selected->boards.front().target, "jetson");
    EXPECT_FALSE(select(boards, {{"glass"}, {}, {}}));
}

TEST(Selection, JoinsWordsByAmpersandWithAndWithoutSpaces) {
    EXPECT_EQ(targets({{"arm", "&", "nvidia"}, {}, {}}), (Names{"seaboard"}));
    EXPECT_EQ(targets({{"arm&nvidia", "sandbox"}, {}, {}}), (Names{"seaboard", "sandbox"}));
}

TEST(Selection, LeavesExcludedBoardsOut) {
    EXPECT_EQ(targets({{"arm"}, {"nvidia,snow"}, {}}), (Names{"peach"}));
}

TEST(Selection, JoinsWhatIsExcludedByAmpersandAsItDoesTerms) {
    const Names left = {"snow", "peach", "jetson", "sandbox"};
    EXPECT_EQ(targets({{}, {"arm & nvidia"}, {}}), left);
    EXPECT_EQ(targets({{}, {"arm&nvidia,vendor:none"}, {}}), left);
    EXPECT_EQ(targets({{}, {"snow peach"}, {}}), (Names{"jetson", "seaboard", "sandbox"}));
    for (const char* wrong : {"&", "arm&", "arm,&nvidia"})
        EXPECT_NE(targets({{}, {wrong}, {}}).front().find("missing beside '&'"), std::string::npos);
}

TEST(Selection, SaysThatACommaCutsAnExpressionThatIsExcluded) {
    EXPECT_NE(targets({{}, {"s{1,2}now"}, {}}).front().find("commas separate"), std::string::npos);
    EXPECT_EQ(targets({{}, {"s{1}now"}, {}}).size(), all.size() - 1);
}

TEST(Selection, ShowsNoControlCharacterOfAWrongWord) {
    for (const Selection& wrong : {Selection{{"\x1b[31m("}, {}, {}}, Selection{{"\x1b"}, {}, {}},
                                   Selection{{}, {}, {"\x1b"}}, Selection{{}, {"\x1b(,"}, {}}}) {
        const auto said = targets(wrong).front();
        EXPECT_EQ(said.find("error: "), 0u);
        EXPECT_EQ(said.find('\x1b'), std::string::npos);
    }
}

TEST(Selection, RefusesWhatIsEmpty) {
    for (const char* empty : {"", " "}) {
        EXPECT_EQ(targets({{empty}, {}, {}}).front().find("error: A board term is empty"), 0u);
        EXPECT_EQ(targets({{"arm", empty}, {}, {}}).front().find("error: A board term is"), 0u);
        EXPECT_EQ(targets({{}, {}, {empty}}).front().find("error: --boards names no board"), 0u);
        EXPECT_EQ(targets({{}, {empty}, {}}).size(), all.size()) << "nothing need be left out";
    }
}

TEST(Selection, TakesExactNamesOnlyWithoutTerms) {
    EXPECT_EQ(targets({{}, {}, {"snow, sandbox"}}), (Names{"snow", "sandbox"}));
    EXPECT_EQ(targets({{"peach"}, {}, {"snow"}}), (Names{"peach"}));
}

TEST(Selection, KnowsTheNameOfAnExtendedBoardByItsComma) {
    auto boards = all;
    boards.push_back(board("acpi,snow", "arm", "samsung"));
    const auto selected = select(boards, {{}, {}, {"peach,acpi,snow"}});
    ASSERT_TRUE(selected);
    ASSERT_EQ(selected->boards.size(), 2u);
    EXPECT_EQ(selected->boards[1].target, "acpi,snow");
    EXPECT_EQ(select(boards, {{}, {}, {"snow,peach"}}).value().boards.size(), 2u);
}

TEST(Selection, NamesAMisspeltBoardAndItsNeighbours) {
    EXPECT_EQ(targets({{}, {}, {"snwo"}}), (Names{"error: Boards not found: snwo; near it: snow"}));
}

TEST(Selection, RefusesATermThatMatchesNothingThoughAnotherMatches) {
    EXPECT_EQ(targets({{"arm", "powerpc"}, {}, {}}), (Names{"error: No board matches 'powerpc'"}));
}

TEST(Selection, SaysWhatIsWrongWithABadExpression) {
    const auto selected = select(all, {{"a("}, {}, {}});
    ASSERT_FALSE(selected);
    EXPECT_NE(selected.error().message.find("'a(' is not a regular expression"), std::string::npos);
}

TEST(Selection, RefusesAnExpressionThatTheLibraryWouldOverflowOn) {
    for (const char* wrong : {"a{99999999999999999999}", "\\11111111111111111111", "a{1,99999}"}) {
        const auto selected = select(all, {{wrong}, {}, {}});
        ASSERT_FALSE(selected) << wrong;
        EXPECT_NE(selected.error().message.find("a number that is too large"), std::string::npos);
    }
}

TEST(Selection, RefusesAnExpressionThatIsLargeOnceItsCountsAreWrittenOut) {
    for (const char* wrong : {"(.*.*.*.*){999}x", "(a{40}){40}", "a{9}{9}{9}", "([)]b{99}){99}",
                              "(?=.*(?=.*x))y", "((a{0,99})){9}"})
        EXPECT_NE(targets({{wrong}, {}, {}}).front().find("repeats too much"), std::string::npos)
            << wrong;
    EXPECT_EQ(targets({{"[{(]|s.{2,3}w$"}, {}, {}}), Names{"snow"});
    EXPECT_EQ(targets({{"(?!sea)s.*", "&", "arm"}, {}, {}}), (Names{"snow", "peach"}));
}

// Such a pattern took longer than anybody waits.
TEST(Selection, MatchesAnExpressionWithManyWaysInBoundedTime) {
    auto boards = all;
    boards.front().cpu = std::string(200, 'a');
    EXPECT_FALSE(select(boards, {{"(a*)*(a*)*(a*)*(a*)*b$"}, {}, {}}));
    EXPECT_TRUE(select(boards, {{"(a*)*(a*)*$"}, {}, {}}));
}

TEST(Selection, RefusesAnAmpersandWithNothingBesideIt) {
    EXPECT_FALSE(select(all, {{"&", "arm"}, {}, {}}));
    EXPECT_FALSE(select(all, {{"arm", "&"}, {}, {}}));
}

TEST(Selection, ThatExcludesEverythingIsAnError) {
    EXPECT_EQ(targets({{"snow"}, {"snow"}, {}}),
              (Names{"error: No matching boards found: everything was excluded"}));
}

TEST(Selection, CountsABoardForTheFirstTermThatBringsIt) {
    const auto selected = select(all, {{"arm", "nvidia"}, {}, {}});
    ASSERT_TRUE(selected);
    ASSERT_EQ(selected->terms.size(), 2u);
    EXPECT_EQ(selected->terms[0].boards, (Names{"snow", "peach", "seaboard"}));
    EXPECT_EQ(selected->terms[1].boards, (Names{"jetson"}));
}

}  // namespace
}  // namespace bm::board
