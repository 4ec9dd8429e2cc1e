// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/block.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace bm::diagnostic {
namespace {

using Kind = Block::Kind;

constexpr auto in_source =
    "../board/q.c: In function 'f':\n"
    "../board/q.c:186:16: warning: 'x' is used uninitialized [-Wuninitialized]\n"
    "  186 |         return x;\n"
    "      |                ^\n"
    "../board/q.c:185:13: note: 'x' was declared here\n"
    "  185 |         int x;\n"
    "      |             ^\n";
constexpr auto in_header =
    "In file included from ../include/common.h:17,\n"
    "                 from ../drivers/net.c:3:\n"
    "../include/util.h: In function 'g':\n"
    "../include/util.h:9:5: error: 'y' undeclared (first use in this function)\n"
    "    9 |     y;\n"
    "      |     ^\n";

TEST(Blocks, KeepADiagnosticTogetherWithItsHeadingNotesAndExcerpts) {
    const auto blocks = parse(in_source);
    ASSERT_EQ(blocks.size(), 1u);
    EXPECT_EQ(blocks[0].kind, Kind::located);
    EXPECT_EQ(blocks[0].file, "../board/q.c");
    EXPECT_EQ(blocks[0].line, 186);
    EXPECT_FALSE(is_error(blocks[0]));
}

TEST(Blocks, KeepANoteWithItsDiagnosticWhateverTheDigitsOfItsPlace) {
    EXPECT_EQ(parse("a.c:9:1: warning: x\na.c:1050:20: note: declared here\n").size(), 1u);
}

TEST(Blocks, NameEveryFileOfAnIncludeChain) {
    const auto blocks = parse(in_header);
    ASSERT_EQ(blocks.size(), 1u);
    EXPECT_EQ(blocks[0].file, "../include/util.h");
    EXPECT_NE(std::ranges::find(blocks[0].places, "../drivers/net.c"), blocks[0].places.end());
    EXPECT_TRUE(is_error(blocks[0]));
}

TEST(Blocks, EndWhereTheNextDiagnosticBegins) {
    const auto blocks = parse(std::string(in_source) + in_header + in_source);
    ASSERT_EQ(blocks.size(), 3u);
    EXPECT_EQ(text_of(blocks[1]), in_header);
}

TEST(Blocks, TellLinkersToolsAndMakeApart) {
    EXPECT_EQ(parse("aarch64-linux-gnu-ld.bfd: warning: u-boot has a LOAD segment\n")[0].kind,
              Kind::plain);
    EXPECT_EQ(parse("arch/arm/dts/a.dtb: Warning (reg_format): /x: bad\n")[0].file,
              "arch/arm/dts/a.dtb");
    EXPECT_EQ(parse("../a.dts:12.3-14.5: Warning (unit): /x\n")[0].line, 12);
    EXPECT_EQ(parse("../start.S: Assembler messages:\n../start.S:6: Warning: odd\n").size(), 1u);
    EXPECT_EQ(parse("make[2]: *** [Makefile:3: a.o] Error 1\n")[0].kind, Kind::make_word);
    EXPECT_EQ(parse("make: *** Waiting for unfinished jobs....\n")[0].kind, Kind::dropped);
    EXPECT_EQ(parse("make: Target 'all' not remade because of errors.\n")[0].kind, Kind::dropped);
    EXPECT_EQ(parse("make[1]: warning:  Clock skew detected.\n")[0].kind, Kind::every_make);
}

TEST(Blocks, OfALinkerNameTheFunctionsObjectAndSource) {
    const auto blocks = parse(
        "ld: x.o: in function `f':\nx.c:3: undefined reference to `g'\n"
        "ld: x.c:4: undefined reference to `h'\ncollect2: error: ld returned 1 exit status\n");
    ASSERT_EQ(blocks.size(), 2u);
    EXPECT_EQ(blocks[0].kind, Kind::plain) << "a linker's words are looked at for outputs";
    EXPECT_EQ(blocks[0].places, std::vector<std::string>{"x.c"});
    EXPECT_EQ(blocks[1].lines.size(), 2u);
}

TEST(Blocks, OfALinkerTakeNoWordsOfACompilerThatSpeaksBetween) {
    const auto blocks = parse("ld: x.o: in function `f':\ny.c:3:1: warning: unused\nelse\n");
    ASSERT_EQ(blocks.size(), 3u);
    EXPECT_EQ(blocks[1].file, "y.c");
}

TEST(Blocks, HoldAWholeTracebackWithItsCauses) {
    const std::string one =
        "Traceback (most recent call last):\n  File \"a\", line 1\n    x\nE: 1\n";
    const std::string chain =
        one + "\n\nDuring handling of the above exception, another exception occurred:\n\n" + one;
    EXPECT_EQ(parse(chain).size(), 1u);
    EXPECT_EQ(parse(one + one).size(), 2u);
    EXPECT_EQ(parse(one + "\nelse\n").size(), 3u);
    EXPECT_EQ(parse("Traceback (most recent call last):\n  File \"a\", line 1\nb.c:1: error: x\n")
                  .back()
                  .file,
              "b.c");
    EXPECT_EQ(parse(chain + "x\n").back().lines.front(), "x");
}

TEST(Blocks, HoldClangsSourceLinesWhereverTheyBegin) {
    const auto blocks = parse(
        "a.c:2:1: warning: no prototype\nint f(void)\n    ^\na.c:2:1: note: declare 'static'\n"
        "int f(void)\n^\nstatic \nint g(void)\n");
    ASSERT_EQ(blocks.size(), 2u);
    EXPECT_EQ(blocks[0].lines.size(), 7u);
}

TEST(Blocks, PutNothingIntoANoticeThatAnotherSays) {
    const std::string mark = "=====================";
    const auto opening = mark + " WARNING " + mark + "\n";
    EXPECT_EQ(parse(opening + "Please\nmove\n" + mark + "\n").size(), 1u);
    EXPECT_EQ(parse(opening + "ld: x.o: bad\n" + mark + "\n")[1].kind, Kind::plain);
    EXPECT_EQ(parse(opening + "x.c:1:1: error: y\n" + mark + "\n")[1].file, "x.c");
    std::string many;
    for (int i = 0; i < 30; ++i) many += "x\n";
    EXPECT_EQ(parse(opening + many + mark + "\n").size(), 32u);
}

TEST(Blocks, OfANoticeKeepTheirLinesTogetherWhenTheyAreOrdered) {
    const std::string notice =
        "===== WARNING ======\nThis board does not use CONFIG_X\nfor drivers.\n=====\n";
    EXPECT_EQ(ordered_text(parse(notice + "a.c:1: warning: x\n")), "a.c:1: warning: x\n" + notice);
}

TEST(Blocks, AreOrderedByPlaceWithMakesWordsLast) {
    const auto text = ordered_text(
        parse("make: *** [Makefile:3: a.o] Error 1\nb.c:1:1: error: x\nmake: *** Waiting for "
              "unfinished jobs....\na.c:2:1: warning: y\n"));
    EXPECT_EQ(text,
              "a.c:2:1: warning: y\nb.c:1:1: error: x\nmake: *** [Makefile:3: a.o] Error 1\n");
}

RC_GTEST_PROP(Blocks, AreOrderedTheSameWhateverMakesSchedule, ()) {
    const std::vector<std::string> targets = {in_source,
                                              in_header,
                                              "ld: warning: u-boot is odd\n",
                                              "b.c:1:1: error: x\n",
                                              "b.c:10:1: error: y\n",
                                              "make: *** [Makefile:3: a.o] Error 1\n"};
    std::vector<std::string> order;
    for (auto left = targets; !left.empty();) {
        const auto at = *rc::gen::inRange<std::size_t>(0, left.size());
        order.push_back(left[at]);
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
    }
    std::string text, straight;
    for (const auto& target : order) text += target;
    for (const auto& target : targets) straight += target;
    RC_ASSERT(ordered_text(parse(text)) == ordered_text(parse(straight)));
}

RC_GTEST_PROP(Blocks, LoseNoLineOfAnyText, (const std::vector<std::string>& words)) {
    std::string text;
    for (const auto& word : words)
        text += *rc::gen::element<std::string>("a.c:1: ", " ", "In file included from ",
                                               "make: ", "note: ", "") +
                word + "\n";
    std::string again;
    for (const auto& block : parse(text)) again += text_of(block);
    RC_ASSERT(again == text);
}

TEST(Blocks, OfLinesThatAreOnlySpacesAreRead) {
    EXPECT_EQ(parse(" \n    \n").size(), 2u) << "an include chain was looked for in them";
}

TEST(SourceDirectory, IsTakenOutWhereverItStands) {
    EXPECT_EQ(without_source_directory("/s/a.c:1: x (/s/b.c)\n", "/s"), "a.c:1: x (b.c)\n");
    EXPECT_EQ(without_source_directory("/other/a.c\n", "/s"), "/other/a.c\n");
}

}  // namespace
}  // namespace bm::diagnostic
