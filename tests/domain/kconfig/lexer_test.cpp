// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/lexer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/kconfig/fake_surroundings.hpp"

namespace bm::kconfig {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Kind = Token::Kind;

class LexerTest : public testing::Test {
  protected:
    Lexer read(std::string text) { return Lexer("Kconfig", std::move(text), macros, log); }
    std::vector<Token> words(const std::string& line) {
        const auto statement = read("default " + line).next();
        return statement ? statement->words : std::vector<Token>();
    }

    FakeSurroundings surroundings;
    std::vector<Problem> problems;
    ProblemLog log{problems};
    Macros macros{surroundings, log};
};

TEST_F(LexerTest, GivesTheStatementsWithTheirLines) {
    auto lexer = read("# comment\n\n  config A\n\tbool  # why\nendif");
    const auto first = lexer.next(), second = lexer.next(), third = lexer.next();
    EXPECT_EQ(first->command, "config");
    EXPECT_EQ(first->place, (Place{"Kconfig", 3}));
    EXPECT_THAT(first->words, ElementsAre(Token{Kind::word, "A"}));
    EXPECT_EQ(second->command, "bool");
    EXPECT_THAT(second->words, IsEmpty());
    EXPECT_EQ(third->command, "endif");
    EXPECT_EQ(lexer.next(), std::nullopt);
}

TEST_F(LexerTest, KnowsWordsSignsAndQuotedTexts) {
    EXPECT_THAT(
        words("A&&!B||(C!=\"x y\") if on"),
        ElementsAre(Token{Kind::word, "A"}, Token{Kind::and_, ""}, Token{Kind::not_, ""},
                    Token{Kind::word, "B"}, Token{Kind::or_, ""}, Token{Kind::open, ""},
                    Token{Kind::word, "C"}, Token{Kind::unequal, ""}, Token{Kind::quoted, "x y"},
                    Token{Kind::close, ""}, Token{Kind::if_, ""}, Token{Kind::on, ""}));
    EXPECT_THAT(
        words("A<=B>=C<D>E=arch/x.c"),
        ElementsAre(Token{Kind::word, "A"}, Token{Kind::less_equal, ""}, Token{Kind::word, "B"},
                    Token{Kind::greater_equal, ""}, Token{Kind::word, "C"}, Token{Kind::less, ""},
                    Token{Kind::word, "D"}, Token{Kind::greater, ""}, Token{Kind::word, "E"},
                    Token{Kind::equal, ""}, Token{Kind::word, "arch/x.c"}));
}

TEST_F(LexerTest, EndsAQuotedTextAtItsOwnQuote) {
    EXPECT_THAT(
        words(R"("it's \"so\" \\" 'a "b"')"),
        ElementsAre(Token{Kind::quoted, R"(it's "so" \)"}, Token{Kind::quoted, R"(a "b")"}));
    EXPECT_THAT(words("\"no end"), ElementsAre(Token{Kind::quoted, "no end"}));
    EXPECT_THAT(lines_of(problems),
                ElementsAre("Kconfig:1:warning: multi-line strings not supported"));
}

TEST_F(LexerTest, GoesOnBehindABackslashAtTheEndOfALine) {
    EXPECT_THAT(words("A && \\\n  B"),
                ElementsAre(Token{Kind::word, "A"}, Token{Kind::and_, ""}, Token{Kind::word, "B"}));
}

TEST_F(LexerTest, ExpandsMacrosInWordsAndQuotedTexts) {
    macros.assign("A", Macros::Flavor::recursive, "if", {});
    EXPECT_THAT(words("x$(A)y \"<$(A)>\" $(A) $(none)"),
                ElementsAre(Token{Kind::word, "xify"}, Token{Kind::quoted, "<if>"},
                            Token{Kind::word, "if"}))
        << "what a macro gives is a word, and nothing is none";
}

TEST_F(LexerTest, ReadsSettingsOfVariables) {
    auto lexer = read("a = $(x) # y \nb:= 1\nc +=2\nconfig = 3\n");
    const auto a = lexer.next(), b = lexer.next(), c = lexer.next(), d = lexer.next();
    EXPECT_EQ(a->value, "$(x) # y ") << "to the end of the line, not expanded";
    EXPECT_EQ(a->flavor, Macros::Flavor::recursive);
    EXPECT_EQ(b->value, "1");
    EXPECT_EQ(b->flavor, Macros::Flavor::simple);
    EXPECT_EQ(c->flavor, Macros::Flavor::append);
    EXPECT_EQ(d->flavor, std::nullopt) << "a command's name is no variable's";
}

TEST_F(LexerTest, PassesOverWhatNoStatementHas) {
    EXPECT_THAT(words("A ; B"), ElementsAre(Token{Kind::word, "A"}, Token{Kind::word, "B"}));
    EXPECT_THAT(lines_of(problems),
                ElementsAre("Kconfig:1:warning: ignoring unsupported character ';'"));
}

TEST_F(LexerTest, TellsOnlyTheFirstOddCharacterOfALineAndNeverRaw) {
    EXPECT_THAT(words(std::string(5000, '\x16') + " A ;"), ElementsAre(Token{Kind::word, "A"}));
    EXPECT_THAT(lines_of(problems),
                ElementsAre("Kconfig:1:warning: ignoring unsupported character '\\x16'"));
}

TEST_F(LexerTest, TakesWhatIsIndentedForTheHelp) {
    auto lexer = read("help\n\n\t  First\n\n\t    more  \n\t# text\n  bool\n");
    (void)lexer.next();
    EXPECT_EQ(lexer.help(), "First\n\n  more\n");
    EXPECT_EQ(lexer.next()->command, "bool") << "less than the first line ends it";
    auto none = read("help\n\nconfig A\n");
    (void)none.next();
    EXPECT_EQ(none.help(), "");
    const auto next = none.next();
    ASSERT_TRUE(next);
    EXPECT_EQ(next->place.line, 3);
}

TEST_F(LexerTest, TakesTheLineBehindHelpForItsTextEvenAtTheMargin) {
    auto lexer = read("help\nFirst\n  more\n\n\tand more\nconfig A\n");
    (void)lexer.next();
    EXPECT_EQ(lexer.help(), "First\nmore\n\n      and more\n");
    const auto next = lexer.next();
    ASSERT_TRUE(next);
    EXPECT_EQ(next->command, "config");
}

}  // namespace
}  // namespace bm::kconfig
