// SPDX-License-Identifier: GPL-2.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/summary/junit.hpp"
#include "domain/summary/text.hpp"
#include "tests/domain/summary/farm.hpp"

namespace bm::summary::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr Show all{true, true, true, true, true, true, true, true, true, true, true};
constexpr auto off = result::Colours::off;

std::string shown(const Farm& farm, std::size_t commit, const Show& show) {
    return text_of(farm.model.commits(), commit, farm.view(commit), show, off).text;
}

TEST(CommitView, NamesAnErrorOnceForAllBoards) {
    Farm farm({"x", "y"}, 2);
    for (const std::size_t b : {0u, 1u}) {
        farm.put(b, 0, build(0));
        farm.put(b, 1, build(2, "a.c:1:2: error: no\n"));
    }
    EXPECT_EQ(shown(farm, 1, {.errors = true, .error_boards = true}),
              "02: subject 1\n       arm:  +   x y\n+(x y) a.c:1:2: error: no\n");
}

// What the Python tool shows as fixed at the commit that nobody built, and as new behind it.
TEST(CommitView, OfACommitThatIsNotKnownSaysNeitherFixedNorNew) {
    Farm farm({"x"}, 3);
    farm.put(0, 0, build(2, "a.c:1: error: no\n"));
    farm.put(0, 2, build(2, "a.c:1: error: no\n"));
    EXPECT_EQ(shown(farm, 1, {.errors = true}), "02: subject 1\n");
    EXPECT_EQ(shown(farm, 1, {.errors = true, .unknown = true, .not_built = true}),
              "02: subject 1\n       arm:  ?   x\nBoards not built (1): x\n");
    EXPECT_EQ(shown(farm, 2, {.errors = true}), "03: subject 2\n");
}

TEST(CommitView, ShowsAWarningThatOnlyMovedAsMoved) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, build(0, "a.c:5:9: warning: unused\n    5 | int x;\n"));
    farm.put(0, 1, build(0, "a.c:7:9: warning: unused\n    7 | int x;\n"));
    EXPECT_EQ(shown(farm, 1, {.errors = true}),
              "02: subject 1\nw~a.c:7:9: warning: unused (was 5:9)\n");
}

TEST(CommitView, ShowsADevicetreesWarningThatMovedWithTheLinesItWasAt) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, build(0, "x.dts:5.3-7.4: Warning (reg_format): /a:reg: no\n"));
    farm.put(0, 1, build(0, "x.dts:9.3-11.4: Warning (reg_format): /a:reg: no\n"));
    EXPECT_EQ(shown(farm, 1, {.errors = true}),
              "02: subject 1\nw~x.dts:9.3-11.4: Warning (reg_format): /a:reg: no (was 5.3-7.4)\n");
}

TEST(CommitView, ShowsAWarningThatSaysAnotherNumberAsAnotherOne) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, build(0, "a.c:5:9: warning: got:5\n"));
    farm.put(0, 1, build(0, "a.c:5:9: warning: got:6\n"));
    EXPECT_EQ(shown(farm, 1, {.errors = true}),
              "02: subject 1\nw-a.c:5:9: warning: got:5\nw+a.c:5:9: warning: got:6\n");
}

// They were numbered in the order of the text: the old one seemed new, and the new one moved.
TEST(CommitView, TellsANewMessageFromAnEqualOneBelowIt) {
    Farm farm({"x"}, 3);
    const std::string above = "a.c:10:3: warning: no\n", below = "a.c:50:3: warning: no\n";
    farm.put(0, 0, build(0, below));
    farm.put(0, 1, build(0, above + below));
    farm.put(0, 2, build(0, below));
    EXPECT_THAT(shown(farm, 1, {.errors = true}), HasSubstr("w+(x) a.c:10:3: warning: no\n"));
    EXPECT_THAT(shown(farm, 1, {.errors = true}), Not(HasSubstr("w~")));
    EXPECT_THAT(shown(farm, 2, {.errors = true}), HasSubstr("w-(x) a.c:10:3: warning: no\n"));
}

// The compiler says the function once, before what comes first in it.
TEST(CommitView, SaysNothingOfAMessageThatLostItsHeadingToANewOne) {
    Farm farm({"x"}, 2);
    const std::string heading = "a.c: In function 'f':\n", old = "a.c:9:1: warning: old\n";
    farm.put(0, 0, build(0, heading + old));
    farm.put(0, 1, build(0, heading + "a.c:8:1: warning: new\n" + old));
    EXPECT_EQ(shown(farm, 1, {.errors = true}),
              "02: subject 1\nw+a.c: In function 'f':\nw+a.c:8:1: warning: new\n");
}

// Whether it is an error or a warning was told by the return code alone.
TEST(CommitView, SaysNothingOfAMessageThatABrokenBuildSaysAsBefore) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, build(0, "some tool: value looks odd\n"));
    farm.put(0, 1, build(2, "some tool: value looks odd\na.c:3:1: error: boom\n"));
    EXPECT_EQ(shown(farm, 1, {.errors = true}),
              "02: subject 1\n       arm:  +   x\n+a.c:3:1: error: boom\n");
}

TEST(CommitView, SaysOfEachBoardWhereItsMessageWas) {
    Farm farm({"x", "y"}, 2);
    farm.put(0, 0, build(0, "In file included from b.h:3,\na.c:5:1: warning: no\n"));
    farm.put(1, 0, build(0, "In file included from b.h:3,\na.c:50:1: warning: no\n"));
    farm.put(0, 1, build(0, "In file included from b.h:4,\na.c:6:1: warning: no\n"));
    farm.put(1, 1, build(0, "In file included from b.h:4,\na.c:70:1: warning: no\n"));
    EXPECT_EQ(shown(farm, 1, {.errors = true, .error_boards = true}),
              "02: subject 1\nw~(x) In file included from b.h:4, (was 3)\n"
              "w~(x) a.c:6:1: warning: no (was 5:1)\n"
              "w~(y) In file included from b.h:4, (was 3)\n"
              "w~(y) a.c:70:1: warning: no (was 50:1)\n");
}

TEST(CommitView, SaysNothingWhereOnlyTheSourceThatIsShownIsAnother) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, build(0, "a.c:5:9: warning: unused\n    5 | int x;\n"));
    farm.put(0, 1, build(0, "a.c:5:9: warning: unused\n    5 | int x; /* no */\n"));
    EXPECT_THAT(farm.view(1).messages, IsEmpty());
}

TEST(CommitView, SaysSinceWhenABoardIsNotKnown) {
    Farm farm({"x", "y"}, 3);
    farm.put(0, 0, build(0));
    for (const std::size_t b : {0u, 1u}) farm.put(b, 2, build(2, "a.c:3:1: error: boom\n"));
    EXPECT_EQ(shown(farm, 2, {}),
              "03: subject 2\n       arm:  +   x y\n            x: last known at 01\n"
              "            y: not known before\n");
}

TEST(CommitView, BlamesNobodyForAToolchainThatIsNotThere) {
    Farm farm({"x"}, 3);
    farm.put(0, 0, build(0));
    farm.put(0, 1, build(10, "Tool chain error for arm\n"));
    farm.put(0, 2, build(0));
    EXPECT_THAT(farm.view(1).broken, IsEmpty());
    EXPECT_THAT(farm.view(1).not_built, ElementsAre("x"));
    EXPECT_THAT(farm.view(2).mended, IsEmpty());
}

TEST(CommitView, NamesTheBoardsOfWhatOthersSaidBefore) {
    Farm farm({"x", "y"}, 2);
    const std::string said = "a.c:5:9: warning: unused\n";
    farm.put(0, 0, build(0, said));
    farm.put(1, 0, build(0));
    farm.put(0, 1, build(0));
    farm.put(1, 1, build(0, said));
    EXPECT_EQ(shown(farm, 1, {.errors = true}),
              "02: subject 1\n       arm:     x w+   y\nw-(x) a.c:5:9: warning: unused\n"
              "w+(y) a.c:5:9: warning: unused\n");
}

TEST(CommitView, PutsExcerptsUnderTheirWarning) {
    Farm farm({"x"}, 1);
    farm.put(0, 0, build(0, "a.c: In function 'f':\na.c:5:9: warning: unused\n    5 | int x;\n"));
    EXPECT_EQ(shown(farm, 0, {.errors = true}),
              "01: subject 0\n       arm:  w+   x\nw+a.c: In function 'f':\n"
              "w+a.c:5:9: warning: unused\nw+    5 | int x;\n");
}

TEST(CommitView, PutsMissingBlobsApart) {
    Farm farm({"x"}, 1);
    farm.put(0, 0, build(0, "Image 'a' is missing external blobs and is non-functional: b\n"));
    EXPECT_THAT(shown(farm, 0, {.errors = true}),
                HasSubstr("Missing external blobs (expected in a blobless build):\n+Image 'a'"));
}

TEST(CommitView, GivesTheAverageOfAnArch) {
    Farm farm({"x", "y", "z"}, 2);
    for (const std::size_t b : {0u, 1u}) farm.put(b, 0, with_sizes(build(0), 100, 8, 4));
    farm.put(0, 1, with_sizes(build(0), 117, 8, 0));
    farm.put(1, 1, with_sizes(build(0), 100, 8, 4));
    EXPECT_EQ(shown(farm, 1, {.sizes = true, .detail = true}),
              "02: subject 1\n       arm: (for 2/3 boards) all +6.5 bss -2.0 text +8.5\n"
              "            x              : all +13 bss -4 text +17\n");
}

TEST(CommitView, TellsGrowthThatAnotherBoardMakesUpForInDetail) {
    Farm farm({"x", "y"}, 2);
    farm.put(0, 0, with_sizes(build(0), 100));
    farm.put(1, 0, with_sizes(build(0), 100));
    farm.put(0, 1, with_sizes(build(0), 104));
    farm.put(1, 1, with_sizes(build(0), 96));
    EXPECT_EQ(shown(farm, 1, {.sizes = true}), "02: subject 1\n");
    EXPECT_THAT(shown(farm, 1, {.sizes = true, .detail = true}),
                HasSubstr("y              : all -4"));
}

// The Python tool ends with a KeyError where an image appears.
TEST(CommitView, ComparesAnImageThatAppearsWithNothing) {
    Farm farm({"x"}, 2);
    auto before = with_sizes(build(0), 100);
    before.functions["u-boot"] = "10 T f\n20 T g\n";
    auto after = with_sizes(build(0), 104);
    after.functions["u-boot"] = "14 T f\n";
    after.functions["spl-u-boot-spl"] = "08 T s\n";
    farm.put(0, 0, before);
    farm.put(0, 1, after);
    EXPECT_EQ(shown(farm, 1, {.sizes = true, .functions = true}),
              "02: subject 1\n       arm: (for 1/1 boards) all +4.0 text +4.0\n"
              "            x              : all +4 text +4\n"
              "               spl-u-boot-spl: add: 1/0, grow: 0/0 bytes: 8/0 (8)\n"
              "                 function                                   old     new   delta\n"
              "                 s                                            -       8      +8\n"
              "               u-boot: add: 0/-1, grow: 1/0 bytes: 4/-32 (-28)\n"
              "                 function                                   old     new   delta\n"
              "                 f                                           16      20      +4\n"
              "                 g                                           32       -     -32\n");
}

Files with_functions(const std::string& symbols, const std::string& statics) {
    auto files = build(0);
    files.functions["u-boot"] = symbols;
    files.statics["u-boot"] = statics;
    return files;
}

using Rows = std::vector<FunctionChange::Row>;

Rows rows_between(const Files& before, const Files& after) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, before);
    farm.put(0, 1, after);
    const auto view = farm.view(1);
    return view.sizes.empty() ? Rows() : view.sizes[0].changed[0].functions[0].rows;
}

TEST(CommitView, TellsStaticFunctionsOfOneNameApartByFile) {
    EXPECT_EQ(rows_between(with_functions("10 t f\n", "a.c: f=10\n"),
                           with_functions("14 t f\n8 t f\n", "a.c: f=14\nb.c: f=8\n")),
              (Rows{{"f (b.c)", std::nullopt, 8, 8}, {"f (a.c)", 16, 20, 4}}));
    EXPECT_EQ(rows_between(with_functions("10 t f\n", "a.c: f=10\n"),
                           with_functions("14 t f\n", "a.c: f=14\n")),
              (Rows{{"f", 16, 20, 4}}))
        << "there is one only";
}

TEST(CommitView, SeesThatOneStaticFunctionGrewByWhatAnotherShrank) {
    EXPECT_EQ(rows_between(with_functions("10 t f\n8 t f\n", "a.c: f=10\nb.c: f=8\n"),
                           with_functions("0c t f\n0c t f\n", "a.c: f=c\nb.c: f=c\n")),
              (Rows{{"f (b.c)", 8, 12, 4}, {"f (a.c)", 16, 12, -4}}));
}

TEST(CommitView, TakesThemTogetherWhereABuildDoesNotKnowTheirFiles) {
    EXPECT_EQ(rows_between(with_functions("10 t f\n8 t f\n", ""),
                           with_functions("14 t f\n8 t f\n", "a.c: f=14\nb.c: f=8\n")),
              (Rows{{"f", 24, 28, 4}}));
}

TEST(CommitView, TakesAStaticFunctionForTheSameWhenItsFileIsRenamed) {
    EXPECT_EQ(rows_between(with_functions("10 t f\n4 T g\n", "a.c: f=10\n"),
                           with_functions("10 t f\n8 T g\n", "b.c: f=10\n")),
              (Rows{{"g", 4, 8, 4}}));
}

TEST(CommitView, NamesTheGlobalFunctionBesideStaticOnesOfItsName) {
    EXPECT_EQ(rows_between(with_functions("10 T f\n8 t f\n4 t f\n", "a.c: f=8\nb.c: f=4\n"),
                           with_functions("14 T f\n8 t f\n4 t f\n", "a.c: f=8\nb.c: f=4\n")),
              (Rows{{"f", 16, 20, 4}}));
}

TEST(CommitView, GroupsBoardsWhoseConfigurationChangedAlike) {
    Farm farm({"b", "a", "c"}, 2);
    for (const std::size_t b : {0u, 1u, 2u}) {
        auto files = build(0);
        files.configuration["u-boot.cfg"] = "#define CONFIG_A 1\n#define CONFIG_B 5\n";
        farm.put(b, 0, files);
        if (b < 2) files.configuration["u-boot.cfg"] = "#define CONFIG_B 6\n#define CONFIG_C 1\n";
        farm.put(b, 1, files);
    }
    const std::string rows =
        "   + u-boot.cfg: CONFIG_C=1 \n   - u-boot.cfg: CONFIG_A=1 \n   c u-boot.cfg: CONFIG_B=5 "
        "-> 6 \n"
        "   + all: CONFIG_C=1 \n   - all: CONFIG_A=1 \n   c all: CONFIG_B=5 -> 6 \n";
    EXPECT_EQ(shown(farm, 1, {.configuration = true}),
              "02: subject 1\narm:\n" + rows + "a b :\n" + rows);
}

TEST(CommitView, ShowsHowTheEnvironmentChanged) {
    Farm farm({"x"}, 2);
    auto files = build(0);
    using namespace std::string_literals;
    files.environment = "a=1\0b=2\0"s;
    farm.put(0, 0, files);
    files.environment = "a=1\0b=3\0c=4\0"s;
    farm.put(0, 1, files);
    EXPECT_EQ(shown(farm, 1, {.environment = true}),
              "02: subject 1\n   + x: c=4 \n   c x: b=2 -> 3 \n");
}

TEST(CommitView, NamesABoardThatTheCommitBeforeDoesNotHave) {
    Farm farm({"x", "y"}, 2);
    farm.put(0, 0, build(0));
    farm.put(0, 1, build(0));
    farm.model.set_absent(1, 0);
    farm.put(1, 1, build(0));
    EXPECT_EQ(shown(farm, 1, {}), "02: subject 1\n       arm:  *   y\n");
}

TEST(CommitView, SortsItsBoardsByWhatHappenedToThem) {
    Farm farm({"a", "b", "c", "d"}, 2);
    const std::string warning = "a.c:1: warning: no\n";
    farm.put(0, 0, build(0));
    farm.put(0, 1, build(2, "a.c:1: error: no\n"));
    farm.put(1, 0, build(2, "a.c:1: error: no\n"));
    farm.put(1, 1, build(0, warning));
    farm.put(2, 0, build(0, warning));
    farm.put(2, 1, build(0));
    farm.put(3, 0, build(0));
    const auto view = farm.view(1);
    EXPECT_THAT(view.broken, ElementsAre("a"));
    EXPECT_THAT(view.mended, ElementsAre("b"));
    EXPECT_THAT(view.newly_warning, ElementsAre("b"));
    EXPECT_THAT(view.cleaned, ElementsAre("c"));
    EXPECT_THAT(view.not_built, ElementsAre("d"));
}

TEST(SummaryText, LetsNoControlCharacterThrough) {
    Farm farm({"x"}, 1);
    farm.put(0, 0, build(2, "a.c:1: error: \x1b[2J\xc2\x9b no\n"));
    const auto text = shown(farm, 0, all);
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("\xc2\x9b")));
}

TEST(SummaryText, HasTheColoursOfThePythonTool) {
    Farm farm({"x"}, 1);
    farm.put(0, 0, build(2, "a.c:1: error: no\n"));
    const auto text = text_of(farm.model.commits(), 0, farm.view(0),
                              {.errors = true, .error_boards = true}, result::Colours::on)
                          .text;
    EXPECT_EQ(text,
              "\033[1;34m01: subject 0\033[0m\n"
              "       arm:  \033[1;31m+\033[0m  \033[1;31m x\033[0m\n"
              "\033[1;31m+(\033[0m\033[22;35mx\033[0m\033[1;31m) a.c:1: error: no\033[0m\n");
}

TEST(Junit, HasNoCharacterThatXmlHasNot) {
    Farm farm({"x"}, 1);
    farm.put(0, 0, build(2, "a.c:1: error: \xEF\xBF\xBE \xEF\xBF\xBD\n"));
    EXPECT_THAT(junit_of(farm.model), HasSubstr("error: ? \xEF\xBF\xBD"));
}

TEST(Junit, LetsNothingPassThatDidNot) {
    Farm farm({"x", "y", "z"}, 1);
    farm.put(0, 0, build(0, "a.c:1: warning: <&>\"\x01\n"));
    farm.put(1, 0, build(2, "a.c:1: error: no\n"));
    EXPECT_EQ(junit_of(farm.model),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"bm\">\n"
              "  <testsuite name=\"01: subject 0\" tests=\"3\" failures=\"1\" errors=\"1\">\n"
              "    <testcase classname=\"01.arm\" name=\"x\">\n"
              "      <system-err>a.c:1: warning: &lt;&amp;&gt;&quot;?\n</system-err>\n"
              "    </testcase>\n"
              "    <testcase classname=\"01.arm\" name=\"y\">\n"
              "      <failure message=\"a.c:1: error: no\">a.c:1: error: no\n</failure>\n"
              "    </testcase>\n"
              "    <testcase classname=\"01.arm\" name=\"z\">\n"
              "      <error message=\"no result is known\"/>\n"
              "    </testcase>\n"
              "  </testsuite>\n</testsuites>\n");
}

}  // namespace
}  // namespace bm::summary::test
