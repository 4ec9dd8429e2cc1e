// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/core/shown.hpp"

#include <gtest/gtest.h>

#include <string>

namespace bm::core {
namespace {

TEST(Shown, IsOneLineWithoutControlCharacters) {
    EXPECT_EQ(shown("a\nb\x1b[31mc\x7f"), "a b [31mc ");
}

// U+009B begins a terminal's command as ESC [ does.
TEST(Shown, HasNoControlCharactersOfTheUpperHalfEither) {
    EXPECT_EQ(shown("a\xc2\x9b"
                    "31mb\xc2\x80"),
              "a  31mb  ");
    EXPECT_EQ(shown("gr\xc3\xbc\xc3\x9f\x65 \xc2\xa9"), "gr\xc3\xbc\xc3\x9f\x65 \xc2\xa9");
    EXPECT_EQ(shown("\xc2"), "\xc2") << "cut off";
}

TEST(Shown, IsCutBetweenCharacters) {
    EXPECT_EQ(shown("abcdef", 3), "abc...");
    EXPECT_EQ(shown("ab\xc3\xbc", 3), "ab...");
}

TEST(FirstLine, IsTheFirstThatIsNotEmpty) {
    EXPECT_EQ(first_line("\n  \r\n first \nsecond"), "first ");
    EXPECT_EQ(first_line("\n \t"), "");
}

}  // namespace
}  // namespace bm::core
