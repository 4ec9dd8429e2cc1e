// SPDX-License-Identifier: GPL-2.0-or-later
#include <gtest/gtest.h>

#include "domain/result/verdict.hpp"

namespace bm::result {
namespace {

using Messages = std::set<std::string>;

constexpr auto warning =
    "a.c: In function 'f':\na.c:3:5: warning: 'x' is unused\n    3 | int x;\n      |     ^\n";
constexpr auto moved =
    "a.c: In function 'f':\na.c:17:5: warning: 'x' is unused\n   17 | int x;\n      |     ^\n";

TEST(Messages, DoNotChangeWhenOnlyLinesMove) { EXPECT_EQ(messages(warning), messages(moved)); }

TEST(Messages, LeaveOutExcerptsAndMakesOwnWords) {
    EXPECT_EQ(messages(std::string(warning) + "make: *** [Makefile:3: a.o] Error 1\n"),
              (Messages{"a.c: In function 'f':", "a.c::: warning: 'x' is unused"}));
}

BuildsByBoard warned(const std::string& text) {
    return {{"snow", {BuildState::warned, {}, messages(text)}}};
}

TEST(Verdict, TellsANewWarningOfABoardThatWarnedBefore) {
    const auto all = verdicts({warned("ld: warning: u-boot is odd\n"),
                               warned(std::string("ld: warning: u-boot is odd\n") + warning),
                               warned(std::string("ld: warning: u-boot is odd\n") + moved),
                               warned("ld: warning: u-boot is odd\n")});
    EXPECT_EQ(verdict_text(all[1], {}), "new messages in snow");
    EXPECT_EQ(verdict_text(all[2], {}), "no change");
    EXPECT_EQ(verdict_text(all[3], {}), "fewer messages in snow");
}

}  // namespace
}  // namespace bm::result
