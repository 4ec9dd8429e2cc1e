// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/meaning.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "domain/diagnostic/place.hpp"

namespace bm::diagnostic {
namespace {

std::vector<std::string> places(const std::string& line) {
    std::vector<std::string> found;
    for (const auto& place : places_in(line))
        found.push_back(line.substr(place.begin, place.end - place.begin));
    return found;
}

TEST(Places, AreBehindTheNameOfAFile) {
    struct Row {
        std::string line;
        std::vector<std::string> places;
    };
    const std::vector<Row> rows = {
        {"a.c:12:5: warning: unused", {"12:5"}},
        {"In file included from include/x.h:12,", {"12"}},
        {"                 from ../b.c:3:", {"3"}},
        {"b.o:/src/b.c:12: multiple definition of `f'; a.o:/src/a.c:3: first defined", {"12", "3"}},
        {"ld: x.o:(.text.f+0x1c): undefined reference to `g'", {"+0x1c"}},
        {">>> referenced by x.c:12 (../x.c:12)", {"12", "12"}},
        {"arch/arm/dts/x.dts:12.3-45: Warning (reg_format): no", {"12.3-45"}},
        {"x.dts:12.3-14.5: ERROR (duplicate_label): /a: label", {"12.3-14.5"}},
        {"Error: x.dts:12.3-4 syntax error", {"12.3-4"}},
        {"Makefile:12: *** no. Stop.", {"12"}},
        {"make[1]: *** [Makefile:12: x.o] Error 2", {"12"}},
        {"make[2]: *** [scripts/Makefile.build:25: x.o] Error 1", {"25"}},
        {"Kconfig:12:warning: no", {"12"}},
        {".config:3:warning: override", {"3"}},
        {"../configs/x_defconfig:3:warning: symbol value 'y' invalid", {"3"}},
        {"sandbox_defconfig:3:warning: no", {"3"}},
        {"<stdin>:12:2: warning: #warning", {"12:2"}},
        {"Error: <stdin>:1.2-3 syntax error", {"1.2-3"}},
        {"{standard input}:12: Error: no such instruction", {"12"}},
        {"<inline asm>:1:2: error: unknown", {"1:2"}},
        {"config:12: bad", {"12"}},
        {"awk: cmd. line:1: fatal", {"1"}},
        {"see it in a.c:12.", {"12"}},
    };
    for (const auto& row : rows) EXPECT_EQ(places(row.line), row.places) << row.line;
}

TEST(Places, AreNotWhatTheWordsOfAMessageSay) {
    for (const std::string line : {
             "warning: got:5 of 6",
             "a warning: expected 3:4, got:5: stop",
             "warning: found 10.0.0.1:80 and http://host:80/x",
             "warning: checked at 12:34:56",
             "warning: array<int>:5",
             "a.c: warning: value:0x12",
             "note: 'x.c:12a'",
             ":12: no name",
             "",
         })
        EXPECT_EQ(places(line), std::vector<std::string>()) << line;
}

TEST(Meaning, KeepsTheNumbersOfAMessage) {
    EXPECT_NE(without_places("a.c:1: warning: got:5"), without_places("a.c:1: warning: got:6"));
    EXPECT_EQ(without_places("a.c:1: warning: got:5"), without_places("a.c:22: warning: got:5"));
}

TEST(Meaning, IsTheSameWhereverDtcHasIt) {
    EXPECT_EQ(without_places("x.dts:12.3-14.5: Warning (reg_format): /a:reg: no"),
              without_places("x.dts:20.3-22.5: Warning (reg_format): /a:reg: no"));
}

TEST(Meaning, HasNoFolderOfASlot) {
    EXPECT_EQ(without_places("`/o/.bm-work/03/build/x.dts:1.2-3': no"), "`build/x.dts:': no");
    EXPECT_EQ(without_places("/o/.bm-work/03/build/Makefile:3: no"), "build/Makefile:: no");
}

// gcc calls what it gives the linker after link-time optimization so.
TEST(Meaning, HasNoNameThatIsAnotherInEachTry) {
    EXPECT_EQ(without_places("ld: warning: /tmp/ccJvwIEq.ltrans0.ltrans.o: missing .note.GNU-stack section"),
              without_places("ld: warning: /tmp/cctZSL0e.ltrans0.ltrans.o: missing .note.GNU-stack section"));
    EXPECT_NE(without_places("drivers/tmp/a.c:1: error: no"), without_places("drivers/tmp/b.c:1: error: no"));
    EXPECT_NE(without_places("ld: warning: /tmp/ccJvwIEq.o: a"), without_places("ld: warning: /tmp/ccJvwIEq.o: b"));
}

RC_GTEST_PROP(Places, AreInTheLineInOrderAndApart, ()) {
    const auto line =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string("a.c/:12+0x-(' ")));
    std::size_t last = 0;
    for (const auto& place : places_in(line)) {
        RC_ASSERT(place.begin >= last);
        RC_ASSERT(place.end > place.begin);
        RC_ASSERT(place.end <= line.size());
        last = place.end;
    }
}

}  // namespace
}  // namespace bm::diagnostic
