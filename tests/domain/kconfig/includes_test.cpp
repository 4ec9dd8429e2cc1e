// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/includes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/kconfig/fake_surroundings.hpp"

namespace bm::kconfig {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct Includes : testing::Test {
    Joined join(const std::string& text) {
        return join_includes("configs/a_defconfig", text, files);
    }
    FakeSurroundings files;
};

TEST_F(Includes, StandInThePlaceOfTheirLine) {
    files.files = {{"configs/b", "CONFIG_B=y\n#include \"c\""}, {"configs/c", "CONFIG_C=y"}};
    const auto joined = join("CONFIG_A=y\n# CONFIG_X is not set\n# include <b>\nCONFIG_D=y");
    EXPECT_EQ(joined.text,
              "CONFIG_A=y\n# CONFIG_X is not set\nCONFIG_B=y\nCONFIG_C=y\nCONFIG_D=y\n");
    EXPECT_THAT(joined.problems, IsEmpty());
}

TEST_F(Includes, AreLookedForBesideTheFileAndThenFromTheTop) {
    files.files = {{"configs/b.config", "beside\n"},
                   {"b.config", "top\n"},
                   {"board/c.config", "#include \"d\"\n"},
                   {"board/d", "beside c\n"}};
    EXPECT_EQ(join("#include \"b.config\"\n#include \"board/c.config\"\n").text,
              "beside\nbeside c\n");
}

TEST_F(Includes, ThatCannotBeReadAreNamed) {
    EXPECT_THAT(lines_of(join("A\n#include <none>\n").problems),
                ElementsAre("configs/a_defconfig:2: can't open included file \"none\": not found"));
    files.files = {{"configs/b", "B\n#include \"b\"\n"}};
    const auto joined = join("#include \"b\"\n");
    EXPECT_THAT(lines_of(joined.problems),
                ElementsAre("configs/b:2: \"b\" is not included: too many files are"));
    files.files = {{"configs/b", "#include \"b\"\n#include \"b\"\n"}};
    EXPECT_THAT(join("#include \"b\"\n").problems, SizeIs(testing::Lt(2000u)));
}

TEST_F(Includes, AreNoCommentsThatSpeakOfThem) {
    EXPECT_EQ(join("#includes\n# include this\n#include\n#include \"open\n").text,
              "#includes\n# include this\n#include\n#include \"open\n");
}

}  // namespace
}  // namespace bm::kconfig
