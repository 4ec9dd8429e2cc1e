// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/manual.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace bm::app::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<OptionEntry> options_of(const Manual& manual) {
    std::vector<OptionEntry> all;
    for (const auto& group : manual.options)
        all.insert(all.end(), group.options.begin(), group.options.end());
    return all;
}

std::string for_troff(const std::string& name) {
    std::string text;
    for (const char c : "--" + name) text += c == '-' ? "\\-" : std::string(1, c);
    return text;
}

TEST(Manual, NamesEveryOptionInHelpPageAndCompletion) {
    for (const auto& manual :
         {manual_of_boss(), manual_of_worker(), manual_of_boards(), manual_of_machines(),
          manual_of_config(), manual_of_init(), manual_of_toolchains(), manual_of_sim()})
        for (const auto& option : options_of(manual)) {
            if (option.positional) continue;
            ASSERT_NE(option.name, "");
            EXPECT_THAT(help_text(manual, 80), HasSubstr("--" + option.name));
            EXPECT_THAT(manual_text(manual, 80), HasSubstr("--" + option.name));
            EXPECT_THAT(man_page(manual, "1"), HasSubstr(for_troff(option.name)));
            EXPECT_THAT(bash_completion({manual}), HasSubstr("--" + option.name));
        }
}

TEST(Manual, SaysOfEachOptionWhatItTakesAndDoes) {
    for (const auto& manual :
         {manual_of_boss(), manual_of_worker(), manual_of_boards(), manual_of_machines(),
          manual_of_config(), manual_of_init(), manual_of_toolchains(), manual_of_sim()})
        for (const auto& option : options_of(manual)) {
            EXPECT_GT(option.text.size(), 10U) << option.name;
            EXPECT_THAT(option.argument, Not(HasSubstr(":"))) << option.name;
        }
}

TEST(Manual, SaysWhatExcludesWhat) {
    EXPECT_THAT(manual_text(manual_of_boss(), 200),
                HasSubstr("Goal of make (default: all); not with --config-only\n"));
}

TEST(Manual, KeepsToTheWidthOfTheTerminal) {
    for (const std::size_t width : {40U, 60U, 80U, 132U})
        for (const auto& manual : manuals()) {
            std::istringstream lines(help_text(manual, width));
            for (std::string line; std::getline(lines, line);)
                EXPECT_LE(line.size(), width) << line;
        }
}

TEST(Manual, GivesTroffNoRequestOutOfAText) {
    Manual odd{"bm odd", "do \\n -x", "[~]", {{"S", {{"", ".so /etc/passwd"}, {"'t", "a"}}}},
               {},       {}};
    const auto page = man_page(odd, "1");
    EXPECT_THAT(page, HasSubstr("\n\\&.so /etc/passwd\n"));
    EXPECT_THAT(page, HasSubstr("do \\en \\-x"));
    EXPECT_THAT(page, HasSubstr("\\fB\\(aqt\\fR"));
}

}  // namespace
}  // namespace bm::app::cli
