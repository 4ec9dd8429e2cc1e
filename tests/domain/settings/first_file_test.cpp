// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/first_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/settings/settings.hpp"

namespace bm::settings {
namespace {

using testing::HasSubstr;

const std::vector<ArchHere> here = {
    {"arm", "/usr/bin/arm-linux-gnueabi-gcc", "12.2.0", "", 600},
    {"aarch64", "/usr/bin/aarch64-linux-gnu-gcc", "12.2.0", "", 300},
    {"xtensa", "", "", "; ask for it", 1},
    {"arc", "", "", "; ask for it", 99}};

TEST(FirstFile, SaysForWhichShareOfTheBoardsACompilerIsMissing) {
    EXPECT_EQ(coverage_text(in_order(here)),
              "900 of 1000 boards (90.0%) have a compiler here\n"
              "  arc: none for 99 boards (9.9%); ask for it\n"
              "  xtensa: none for 1 board (0.1%); ask for it\n");
}

TEST(FirstFile, SaysNothingOfBoardsWhereThereAreNone) {
    EXPECT_EQ(coverage_text(in_order({{"arm", "/bin/x", "1", "", 0}, {"arc", "", "", "", 0}})), "");
}

TEST(FirstFile, NamesWhatWasFoundAndIsReadAsSettings) {
    const auto text = first_file(in_order(here));
    EXPECT_THAT(text, HasSubstr("#   arm: /usr/bin/arm-linux-gnueabi-gcc (12.2.0)\n"));
    const auto read = parse_settings(text, "first");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_TRUE(read->warnings.empty());
    for (const auto& section : read->sections) EXPECT_TRUE(section.entries.empty()) << section.name;
}

}  // namespace
}  // namespace bm::settings
