// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/make_flags.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bm::settings {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Words = std::vector<std::string>;

core::Expected<Words> flags(const std::string& entries, std::string_view target = "snow") {
    const auto settings = parse_settings("[make-flags]\n" + entries, "f");
    if (!settings) return tl::unexpected(settings.error());
    return make_flags(*settings, target);
}

TEST(MakeFlags, AreTheWordsOfTheBoardsEntry) {
    EXPECT_THAT(flags("snow = A=1  B=\"x y\"\tC=\npeach = D=1\n").value(),
                ElementsAre("A=1", "B=x y", "C="));
    EXPECT_THAT(flags("peach = D=1\n").value(), IsEmpty());
    EXPECT_THAT(flags("snow =\n").value(), IsEmpty());
}

TEST(MakeFlags, TakeOtherEntriesAndTheBoardForTheirNames) {
    EXPECT_THAT(flags("at-boards = ENABLE=1\nsnow = ${at-boards} TAG=${target}-${none}7\n").value(),
                ElementsAre("ENABLE=1", "TAG=snow-7"));
    EXPECT_THAT(flags("a = X=${b}\nb = 1\nsnow = ${a} ${}\"${a\"=\n").value(),
                ElementsAre("X=1", "${}${a="));
}

TEST(MakeFlags, AreFoundWhateverTheCaseOfTheBoardsName) {
    EXPECT_THAT(flags("SNOW_Board = A=${Var}\nvAR = 1\n", "SNOW_Board").value(),
                ElementsAre("A=1"));
}

TEST(MakeFlags, ThatNameThemselvesWithoutEndAreAnError) {
    EXPECT_EQ(flags("a = ${b}\nb = ${a}\nsnow = ${a}\n").error().message,
              "f:4: [make-flags] snow: ${...} names itself without end");
    EXPECT_THAT(flags("a = ${a}${a}x\nsnow = ${a}\n").error().message, HasSubstr("without end"));
}

TEST(MakeFlags, ThatAreGoalsOrOptionsOfMakeAreAnError) {
    for (const char* word : {"all", "-n", "=x"})
        EXPECT_EQ(flags(std::string("snow = A=1 ") + word + "\n").error().message,
                  "f:2: [make-flags] snow: '" + std::string(word) + "' is no NAME=value");
}

TEST(ToolchainWrapper, IsTheLastEntrysTextOrName) {
    const auto wrapper = [](const std::string& text) {
        return toolchain_wrapper(*parse_settings(text, "f"));
    };
    EXPECT_EQ(wrapper(""), "");
    EXPECT_EQ(wrapper("[toolchain-wrapper]\na = ccache\nb = distcc\n"), "distcc");
    EXPECT_EQ(wrapper("[toolchain-wrapper]\nccache\n"), "ccache");
}

}  // namespace
}  // namespace bm::settings
