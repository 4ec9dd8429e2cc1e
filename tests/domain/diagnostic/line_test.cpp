// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/line.hpp"

#include <gtest/gtest.h>

namespace bm::diagnostic {
namespace {

using Role = LineShape::Role;

struct Row {
    const char* text;
    Role role;
    const char* place;
    long line;
};

TEST(LineShape, IsWhatALineIsToThoseAroundIt) {
    const Row rows[] = {
        {"In file included from include/x.h:3,", Role::include_chain, "include/x.h", 3},
        {"                 from main.c:1:", Role::include_chain, "main.c", 1},
        {"main.c: In function 'f':", Role::heading, "main.c", 0},
        {"start.S: Assembler messages:", Role::heading, "start.S", 0},
        {"main.c:31:5: warning: unused", Role::diagnostic, "main.c", 31},
        {"a.dts:12.3-14.5: Warning (reg): no", Role::diagnostic, "a.dts", 12},
        {"main.c:32:5: note: here", Role::note, "main.c", 32},
        {"   31 |     int x;", Role::excerpt, "", 0},
        {"\tint x;", Role::excerpt, "", 0},
        {"cc1: all warnings being treated as errors", Role::closing, "", 0},
        {"cc1: note: unrecognized command-line option '-Wno-x' may have been", Role::note, "", 0},
        {"note: here", Role::note, "", 0},
        {"start.S:7:  Info: macro invoked from here", Role::note, "start.S", 7},
        {"Kconfig:5:\tsymbol B depends on C", Role::note, "Kconfig", 5},
        {"Makefile:3: warning: ignoring old recipe for target 'a'", Role::note, "Makefile", 3},
        {"                 from nowhere", Role::excerpt, "", 0},
        {"static ", Role::excerpt, "", 0},
        {"static int x;", Role::other, "", 0},
        {"/usr/bin/ld: x.o: in function `f':", Role::linker_heading, "", 0},
        {"x.o: in function `f':", Role::linker_heading, "x.o", 0},
        {"/usr/bin/ld:junk.o:0: syntax error", Role::other, "", 0},
        {">>> referenced by b.c", Role::afterword, "", 0},
        {"compilation terminated.", Role::closing, "", 0},
        {"collect2: error: ld returned 1 exit status", Role::closing, "", 0},
        {"collect2: fatal error: ld terminated with signal 9 [Killed]", Role::other, "", 0},
        {"1 warning and 2 errors generated.", Role::closing, "", 0},
        {"2 files generated.", Role::other, "", 0},
        {"0x7feafcca9249 main", Role::closing, "", 0},
        {"0x7f main", Role::other, "", 0},
        {"lto-wrapper: fatal error: gcc returned 1 exit status", Role::closing, "", 0},
        {"/usr/bin/ld: error: lto-wrapper failed", Role::closing, "", 0},
        {"clang: error: linker command failed with exit code 1 (use -v)", Role::closing, "", 0},
        {"Traceback (most recent call last):", Role::traceback, "", 0},
        {"  File \"x.py\", line 3, in f", Role::traceback, "", 0},
        {"***", Role::banner, "", 0},
        {"make: *** Waiting for unfinished jobs....", Role::schedule_word, "", 0},
        {"make[1]: Target 'all' not remade because of errors.", Role::schedule_word, "", 0},
        {"make[2]: *** [scripts/Makefile.build:250: main.o] Error 1", Role::make_word, "", 0},
        {"make: warning: Clock skew detected.", Role::every_make, "", 0},
    };
    for (const auto& row : rows) {
        const auto shape = shape_of(row.text);
        EXPECT_EQ(static_cast<int>(shape.role), static_cast<int>(row.role)) << row.text;
        EXPECT_EQ(shape.place, row.place) << row.text;
        EXPECT_EQ(shape.line, row.line) << row.text;
    }
}

TEST(LineShape, IsAMakesOnlyWithADepthThatAMakeCanHave) {
    EXPECT_EQ(static_cast<int>(shape_of("make[123456]: *** x").role),
              static_cast<int>(Role::make_word));
    EXPECT_EQ(static_cast<int>(shape_of("make[1234567]: *** x").role),
              static_cast<int>(Role::other));
    EXPECT_EQ(static_cast<int>(shape_of("make[1: *** x").role), static_cast<int>(Role::other));
}

}  // namespace
}  // namespace bm::diagnostic
