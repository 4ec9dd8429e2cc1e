// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/source_diff.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace bm::summary {
namespace {

using result::LineRanges;
using testing::IsEmpty;

TEST(SourceDiff, HasTheHunksOfEachFile) {
    const auto diff = read_diff(R"(diff --git a/lib/a.c b/lib/a.c
index 1..2 100644
--- a/lib/a.c
+++ b/lib/a.c
@@ -5,0 +6,2 @@ int f(void)
+one
+two
@@ -9 +10,0 @@
-gone
@@ -20,2 +21,1 @@
-a
-b
+c
diff --git a/b.c b/b.c
--- a/b.c
+++ b/b.c
@@ -1 +1 @@
-x
+y
)");
    EXPECT_EQ(diff, (SourceDiff{{"b.c", {{1, 1, 1, 1}}},
                                {"lib/a.c", {{6, 0, 6, 2}, {9, 1, 11, 0}, {20, 2, 21, 1}}}}));
}

TEST(SourceDiff, LinesThatLookLikeHeadersAreLines) {
    const auto diff = read_diff(
        "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n--- a/x\n+++ b/x\n+@@ -1 +1 @@\n"
        "\\ No newline at end of file\n@@ -4 +5 @@\n-a\n+b\n");
    EXPECT_EQ(diff, (SourceDiff{{"a", {{1, 1, 1, 2}, {4, 1, 5, 1}}}}));
}

TEST(SourceDiff, FilesThatCameOrWentAreNotInIt) {
    const auto diff = read_diff(
        "diff --git a/n b/n\nnew file mode 100644\n--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+a\n"
        "diff --git a/o b/o\ndeleted file mode 100644\n--- a/o\n+++ /dev/null\n@@ -1 +0,0 "
        "@@\n-a\n");
    EXPECT_THAT(diff, IsEmpty());
}

TEST(SourceDiff, ANameWithABlankIsTheName) {
    const auto diff =
        read_diff("diff --git a/a b b/a b\n--- a/a b\t\n+++ b/a b\t\n@@ -1 +1 @@\n-x\n+y\n");
    EXPECT_TRUE(diff.contains("a b"));
}

TEST(SourceDiff, ANameThatGitPutsInQuotesIsTheName) {
    const auto diff = read_diff(
        R"(diff --git "a/x\"\\y\tz\001" "b/x\"\\y\tz\001"
--- "a/x\"\\y\tz\001"
+++ "b/x\"\\y\tz\001"
@@ -1 +1 @@
-x
+y
)");
    EXPECT_TRUE(diff.contains("x\"\\y\tz\001")) << diff.begin()->first;
}

TEST(SourceDiff, HunksThatGoBackwardsOrAreTooLargeAreLeftOut) {
    const auto diff = read_diff(
        "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -9,0 +9,0 @@\n@@ -2,0 +2,0 @@\n"
        "@@ -4294967295,9 +1 @@\n@@ -x +y @@\n@@ -1");
    EXPECT_EQ(diff, (SourceDiff{{"a", {{10, 0, 10, 0}}}}));
}

TEST(Moved, LinesKeepTheirPlaceRelativeToTheirNeighbours) {
    const Hunks hunks{{6, 0, 6, 2}, {9, 1, 11, 0}, {20, 2, 21, 1}};
    EXPECT_EQ(moved({{1, 30}}, hunks), (LineRanges{{1, 5}, {8, 20}, {22, 30}}));
    EXPECT_EQ(moved({{9, 9}, {20, 21}}, hunks), LineRanges());
    EXPECT_EQ(moved({{5, 6}, {22, 22}}, hunks), (LineRanges{{5, 5}, {8, 8}, {22, 22}}));
}

RC_GTEST_PROP(SourceDiffProperty, OfAnyBytesIsReadWithoutHarm, ()) {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
        "diff --git a/a b/a\n", "--- a/a\n", "+++ b/a\n", "--- /dev/null\n", "@@ -1 +1 @@\n",
        "@@ -7,2 +6,0 @@\n", "@@ -9,0 +9,4000000000 @@\n", "-x\n", "+y\n", "\\ No newline", "\n",
        "@@ -", "1,"));
    std::string text;
    for (const auto& piece : pieces) text += piece;
    for (const auto& [path, hunks] : read_diff(text)) {
        const LineRanges all{{1, 0xffffffff}};
        const auto there = moved(all, hunks);
        RC_ASSERT(result::without(moved(there, reversed(hunks)), all).empty());
    }
}

/// Two texts and how one became the other: runs of equal lines between runs of others.
RC_GTEST_PROP(MovedProperty, WhatIsMovedIsTheSameText, ()) {
    std::vector<std::string> old_text, new_text;
    Hunks hunks;
    const auto pieces = *rc::gen::inRange(0, 6);
    const auto copy = [&](int lines) {
        for (int i = 0; i < lines; ++i) {
            old_text.push_back("same " + std::to_string(old_text.size()));
            new_text.push_back(old_text.back());
        }
    };
    for (int piece = 0; piece < pieces; ++piece) {
        copy(*rc::gen::inRange(1, 5));
        const auto gone = *rc::gen::inRange(0u, 4u);
        const auto fresh = *rc::gen::inRange(0u, 4u);
        hunks.push_back({static_cast<std::uint32_t>(old_text.size() + 1), gone,
                         static_cast<std::uint32_t>(new_text.size() + 1), fresh});
        old_text.insert(old_text.end(), gone, "gone");
        new_text.insert(new_text.end(), fresh, "fresh");
    }
    copy(*rc::gen::inRange(0, 5));
    const auto lines = *rc::gen::container<std::vector<std::uint32_t>>(
        rc::gen::inRange(1u, static_cast<std::uint32_t>(old_text.size() + 2)));
    std::vector<result::LineRange> some;
    for (const auto line : lines)
        if (line <= old_text.size()) some.push_back({line, line});
    const auto old_lines = result::united(some);
    std::vector<std::string> want, got;
    for (const auto& range : old_lines)
        for (auto l = range.first; l <= range.last; ++l)
            if (old_text[l - 1] != "gone") want.push_back(old_text[l - 1]);
    const auto there = moved(old_lines, hunks);
    for (const auto& range : there)
        for (auto l = range.first; l <= range.last; ++l) got.push_back(new_text.at(l - 1));
    RC_ASSERT(got == want);
    RC_ASSERT(result::without(moved(there, reversed(hunks)), old_lines).empty());
}

}  // namespace
}  // namespace bm::summary
