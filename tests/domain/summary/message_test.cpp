// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::summary {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Kind = Message::Kind;

std::vector<Kind> kinds(const std::vector<Message>& messages) {
    std::vector<Kind> all;
    for (const auto& message : messages) all.push_back(message.kind);
    return all;
}

Message only(std::string_view text, bool failed = false) {
    const auto messages = messages_of(text, failed);
    EXPECT_THAT(messages, SizeIs(1)) << text;
    return messages.empty() ? Message{} : messages.front();
}

TEST(Messages, KeepADiagnosticTogetherWithItsFunctionNotesAndExcerpt) {
    const std::string text =
        "In file included from a.h:3,\n                 from a.c:1:\n"
        "a.c: In function 'f':\na.c:5:9: warning: unused variable 'x'\n    5 |     int x;\n"
        "      |         ^\na.c:4:9: note: declared here\n";
    EXPECT_EQ(only(text).text + "\n", text);
    EXPECT_EQ(only(text).kind, Kind::warning);
}

TEST(Messages, MeanTheSameWhereverTheirFileHasThem) {
    const auto before = only("a.c:5:9: warning: unused variable 'x'\n    5 |   int x;\n");
    const auto after = only("a.c:17:9: warning: unused variable 'x'\n   17 |   int x;\n");
    EXPECT_EQ(before.meaning, after.meaning);
    EXPECT_NE(before.text, after.text);
    EXPECT_NE(before.meaning, only("a.c:5:9: warning: unused variable 'y'\n").meaning);
    EXPECT_NE(before.meaning, only("b.c:5:9: warning: unused variable 'x'\n").meaning);
}

TEST(Messages, MeanTheSameWhicheverSlotBuiltThem) {
    EXPECT_EQ(only("/home/a/out/.bm-work/00/build/x.h:1: error: no\n", true).meaning,
              only("/srv/b/.bm-work/17/build/x.h:1: error: no\n", true).meaning);
    EXPECT_EQ(only("x.c:(.text.f+0x1c): undefined reference to `g'\n", true).meaning,
              only("x.c:(.text.f+0x2c): undefined reference to `g'\n", true).meaning);
}

TEST(Messages, OfOneBuildThatSaysTheSameTwiceAreTwo) {
    EXPECT_THAT(messages_of("a.c:1: warning: no\na.c:2: warning: no\n", false), SizeIs(2));
}

struct Row {
    const char* text;
    bool failed;
    Kind kind;
};

TEST(Messages, AreErrorsOrWarningsByTheirWords) {
    const std::vector<Row> rows = {
        {"a.c:1:2: error: no\n", true, Kind::error},
        {"a.c:1:2: fatal error: x.h: No such file or directory\n", true, Kind::error},
        {"a.c:1:2: error: unused variable 'x' [-Werror=unused-variable]\n", true, Kind::error},
        {"a.c:1:2: warning: no\n", true, Kind::warning},
        {"a.c:1:2: warning: no\n    1 | puts(\"error: no\");\n", false, Kind::warning},
        {"arch/x.dtb: Warning (unit_address_vs_reg): /memory: node has a reg\n", false,
         Kind::warning},
        {"arm-linux-gnueabi-ld.bfd: warning: u-boot has a LOAD segment\n", false, Kind::warning},
        {"ld: x.o: in function `f':\nx.c:(.text+0x4): undefined reference to `g'\n", true,
         Kind::error},
        {".config:1:warning: symbol value 'x' invalid for Y\n", false, Kind::warning},
        {"binman: Node '/x': no\n", true, Kind::error},
        {"something that nobody knows\n", true, Kind::error},
        {"something that nobody knows\n", false, Kind::warning},
        {"Image 'main-section' is missing external blobs and is non-functional: opensbi\n", false,
         Kind::blob},
        {"Some images are invalid\n", true, Kind::blob},
    };
    for (const auto& row : rows) {
        const auto messages = messages_of(row.text, row.failed);
        ASSERT_FALSE(messages.empty()) << row.text;
        EXPECT_EQ(messages.back().kind, row.kind) << row.text;
    }
}

TEST(Messages, OfMakeCountOnlyWhereNothingElseIsAnError) {
    const std::string of_make = "make[1]: *** [Makefile:5: x.o] Error 1\n";
    EXPECT_THAT(messages_of("a.c:1: error: no\n" + of_make, true), SizeIs(1));
    EXPECT_THAT(kinds(messages_of(of_make, true)), ElementsAre(Kind::error));
    EXPECT_THAT(kinds(messages_of("a.c:1: warning: no\n" + of_make, true)),
                ElementsAre(Kind::warning, Kind::error));
    EXPECT_THAT(messages_of("make: *** Waiting for unfinished jobs....\n", true), IsEmpty());
}

TEST(Messages, OfMakeThatNobodyElseSaysAreAlwaysTold) {
    const std::string no_rule = "make[1]: *** No rule to make target 'x.c', needed by 'x.o'.\n";
    EXPECT_THAT(messages_of("a.c:1: error: no\n" + no_rule, true), SizeIs(2));
    EXPECT_THAT(messages_of("a.c:1: error: no\nmake: *** [Makefile:3: x] Killed\n", true),
                SizeIs(2));
    EXPECT_THAT(messages_of("a.c:1: error: no\nmake: *** Deleting file 'x'\n", true), SizeIs(1));
    EXPECT_THAT(messages_of(no_rule, false), IsEmpty());
}

TEST(Messages, DoNotChangeWithWhatEndsTheirCompilersWords) {
    const std::string warning = "a.c:1:2: warning: no\n";
    EXPECT_EQ(only(warning + "1 warning generated.\n").meaning,
              only(warning + "2 warnings generated.\n").meaning);
    EXPECT_EQ(only(warning + "collect2: error: ld returned 1 exit status\n", true).kind,
              Kind::warning);
    EXPECT_EQ(only("a.c:1:2: warning: no\n#define x \"error: \"\n          ^\n", true).kind,
              Kind::warning);
}

// A guard against hanging, not a measure.
TEST(Messages, OfMuchTextAreReadInSeconds) {
    std::string warnings, colons, causes, notices;
    while (warnings.size() < 1 << 20) warnings += "a.c:1: warning: x\n";
    EXPECT_THAT(messages_of(warnings, true), SizeIs((1 << 20) / 18 + 1));
    while (colons.size() < 1 << 20) colons += "a:";
    EXPECT_THAT(messages_of(colons, true), SizeIs(1));
    EXPECT_THAT(messages_of(std::string(8 << 20, 'x'), true), SizeIs(1));
    causes = "Traceback (most recent call last):\nE\n" + std::string(1 << 19, '\n') +
             "During handling of the above exception, another exception occurred:\n";
    EXPECT_THAT(messages_of(causes, true), SizeIs(1));
    while (notices.size() < 1 << 20) notices += "===== WARNING =====\nx\n";
    EXPECT_THAT(messages_of(notices, true), testing::Not(IsEmpty()));
}

const std::string notice =
    "===================== WARNING ======================\n"
    "This board does not use CONFIG_DM_I2C. Please update\nthe board to use it.\n"
    "====================================================\n";

TEST(Messages, KeepANoticeOfTheMakefileTogether) {
    EXPECT_EQ(only(notice).kind, Kind::warning);
    EXPECT_THAT(messages_of(notice + "a.c:1: warning: no\n" + notice, false), SizeIs(3));
}

TEST(Messages, CanBeFiltered) {
    const std::string dtc = "x.dtb: Warning (reg_format): no\n";
    EXPECT_THAT(messages_of(notice + dtc, false, {.dtb_warnings = true}), SizeIs(1));
    EXPECT_THAT(messages_of(notice + dtc, false, {.migration_warnings = true}), SizeIs(1));
    EXPECT_THAT(messages_of(notice + dtc, false, {true, true}), IsEmpty());
}

TEST(Messages, OfANoticeThatDoesNotEndAreNotLost) {
    const auto messages =
        messages_of("===================== WARNING ======================\na.c:1: error: no\n",
                    true, {.migration_warnings = true});
    ASSERT_FALSE(messages.empty());
    EXPECT_THAT(messages.back().text, HasSubstr("error: no"));
}

RC_GTEST_PROP(Messages, LoseNoLineThatIsNotMakes, ()) {
    const auto lines = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "a.c:1:2: error: no", "a.c: In function 'f':", "    1 | int x;", "      ^",
        "b.c:3: note: here", "ld: no", "===================== WARNING ======================",
        "====================", "x\xff\x01"));
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    std::size_t count = 0;
    for (const auto& message : messages_of(text, true))
        count += static_cast<std::size_t>(std::ranges::count(message.text, '\n')) + 1;
    const auto blank = [](const std::string& line) {
        return line.find_first_not_of(' ') == std::string::npos;
    };
    RC_ASSERT(count ==
              lines.size() - static_cast<std::size_t>(std::ranges::count_if(lines, blank)));
}

}  // namespace
}  // namespace bm::summary
