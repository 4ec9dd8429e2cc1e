// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/core/utf8.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::core {
namespace {

TEST(Utf8, KnowsTheEdgesOfRfc3629) {
    for (const auto* good : {"", "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                             "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(is_valid_utf8(good)) << good;
    for (const auto* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                            "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3",
                            "\xE2\x82", "\xF0\x9F\x98", "\xE2\x28\xA1"})
        EXPECT_FALSE(is_valid_utf8(bad)) << bad;
}

TEST(Utf8, EndsWhereItsBytesEnd) {
    for (const std::string_view whole : {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
        const auto cut = whole.substr(0, whole.size() - 1);
        EXPECT_FALSE(is_valid_utf8(cut)) << "though more follows";
        EXPECT_TRUE(is_valid_utf8(to_valid_utf8(cut)));
        EXPECT_EQ(to_valid_utf8(cut).size(), 3 * cut.size());
    }
}

TEST(Utf8, PutsOneReplacementForEachWrongByte) {
    EXPECT_EQ(to_valid_utf8("a\xFF\xFEz"), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
    EXPECT_EQ(to_valid_utf8("\xE2\x82"), "\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(to_valid_utf8("caf\xC3\xA9"), "caf\xC3\xA9");
    for (const auto* wrong :
         {"\xED\xA0\x80", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80"}) {
        std::string replaced;
        for (std::size_t i = 0; i < std::string_view(wrong).size(); ++i) replaced += "\xEF\xBF\xBD";
        EXPECT_EQ(to_valid_utf8(wrong), replaced) << "none of its bytes is left as it was";
    }
}

TEST(Utf8, CutsBetweenCharacters) {
    const std::string text =
        "a\xE2\x82\xAC"
        "b";
    EXPECT_EQ(cut_utf8(text, 0), "");
    EXPECT_EQ(cut_utf8(text, 1), "a");
    EXPECT_EQ(cut_utf8(text, 3), "a");
    EXPECT_EQ(cut_utf8(text, 4), "a\xE2\x82\xAC");
    EXPECT_EQ(cut_utf8(text, 9), text);
    EXPECT_EQ(tail_utf8(text, 0), "");
    EXPECT_EQ(tail_utf8(text, 1), "b");
    EXPECT_EQ(tail_utf8(text, 3), "b");
    EXPECT_EQ(tail_utf8(text, 4),
              "\xE2\x82\xAC"
              "b");
    EXPECT_EQ(tail_utf8(text, 9), text);
}

TEST(Utf8, DropsACharacterThatIsNotWhole) {
    for (const auto* broken : {"a\xC3", "a\xE2", "a\xE2\x82", "a\xF0\x9F\x98"})
        EXPECT_EQ(drop_broken_end(broken), "a") << broken;
    for (const auto* whole : {"", "a", "a\xC3\xA9", "a\xE2\x82\xAC", "a\xF0\x9F\x98\x80"})
        EXPECT_EQ(drop_broken_end(whole), whole) << whole;
    EXPECT_EQ(drop_broken_end("a\x80\x80\x80\x80"), "a\x80\x80\x80\x80");
    EXPECT_EQ(drop_broken_start("\x82\xAC\xC3\xA9"), "\xC3\xA9");
    EXPECT_EQ(drop_broken_start("\x9F\x98\x80z"), "z") << "of four bytes three can be left";
    EXPECT_EQ(drop_broken_start("a\x80"), "a\x80");
}

RC_GTEST_PROP(Utf8Property, WhatIsMadeValidIsValidAndStaysSo, (const std::string& bytes)) {
    const auto valid = to_valid_utf8(bytes);
    RC_ASSERT(is_valid_utf8(valid));
    RC_ASSERT(to_valid_utf8(valid) == valid);
}

RC_GTEST_PROP(Utf8Property, PartsOfAValidTextAreValidAndHardlyShorterThanAsked,
              (const std::string& bytes)) {
    const auto valid = to_valid_utf8(bytes);
    const auto most = *rc::gen::inRange<std::size_t>(0, valid.size() + 2);
    for (const auto part : {cut_utf8(valid, most), tail_utf8(valid, most)}) {
        RC_ASSERT(is_valid_utf8(part));
        RC_ASSERT(part.size() <= most);
        RC_ASSERT(part.size() + 3 >= std::min(most, valid.size()));
    }
}

}  // namespace
}  // namespace bm::core
