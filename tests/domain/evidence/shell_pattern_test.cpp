// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/shell_pattern.hpp"

#include <fnmatch.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::evidence {
namespace {

TEST(AShellPattern, MatchesNameByName) {
    EXPECT_TRUE(may_match("a/*.c", "a/b.c"));
    EXPECT_FALSE(may_match("a/*.c", "a/b/c.c"));
    EXPECT_TRUE(may_match("a/*", "a/b/c.c")) << "a directory that came matches, and so may this";
    EXPECT_FALSE(may_match("a/*/c", "a/b"));
    EXPECT_TRUE(may_match("*a*b?", "xxaxxbc"));
    EXPECT_FALSE(may_match("*a*b?", "xxaxxb"));
    EXPECT_TRUE(may_match("x[ab]c", "xbc"));
    EXPECT_TRUE(may_match("a/**/K*", "a/Kc"));
    EXPECT_TRUE(may_match("a/**/K*", "a/b/c/Kc"));
    EXPECT_FALSE(may_match("a/**/K*", "b/Kc"));
    EXPECT_FALSE(may_match("**/K*", "a/b"));
    EXPECT_TRUE(is_pattern("a/?") && is_pattern("*") && is_pattern("[x]"));
    EXPECT_FALSE(is_pattern("arch/arm/Makefile"));
}

RC_GTEST_PROP(AShellPattern, NeverMissesWhatTheCLibraryMatches, ()) {
    const auto letters = rc::gen::container<std::string>(rc::gen::element('a', 'b', '.', '/'));
    const auto path = *letters;
    const auto pattern =
        *rc::gen::container<std::string>(rc::gen::element('a', 'b', '*', '?', '/', '[', ']'));
    if (fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME) == 0 && !pattern.empty() &&
        !path.empty() && path.find("//") == std::string::npos && !path.ends_with('/') &&
        !path.starts_with('/'))
        RC_ASSERT(may_match(pattern, path));
}

}  // namespace
}  // namespace bm::evidence
