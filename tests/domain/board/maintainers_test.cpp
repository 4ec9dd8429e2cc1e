// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/maintainers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bm::board {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Told {
    std::string status;
    std::string people;
    std::vector<std::string> warnings;
    std::vector<std::string> problems;
};

Told tell(const std::string& text, const std::string& target,
          MaintainersForm form = MaintainersForm::current) {
    Maintainers maintainers({"snow", "peach", "versal", "universal", "sub/deep"}, form);
    maintainers.read("MAINTAINERS", text);
    Told told;
    const auto answer = maintainers.of(target, told.warnings);
    told.status = answer.status;
    told.people = answer.people;
    told.problems = maintainers.problems();
    return told;
}

TEST(Maintainers, AreThoseOfTheBlockWithTheBoardsDefconfig) {
    const auto told = tell(
        "SNOW BOARD\nM:\tA <a@x>\n#M:\tB <b@x>\nS:\tMaintained\nF:\tboard/snow/\n"
        "F:\tconfigs/snow_defconfig\n\nPEACH\nM:\tC "
        "<c@x>\nS:\tMaintained\nF:\tconfigs/p*_defconfig\n",
        "snow");
    EXPECT_EQ(told.status, "Active");
    EXPECT_EQ(told.people, "A <a@x>:B <b@x>");
    EXPECT_THAT(told.warnings, IsEmpty());
}

TEST(Maintainers, OfALaterBlockWin) {
    EXPECT_EQ(tell("M: A\nS: Supported\nF: configs/*_defconfig\n\n"
                   "M: B\nS: Supported\nF: configs/snow_defconfig\n",
                   "snow")
                  .people,
              "B");
}

TEST(Maintainers, AreNobodyForABoardThatNoBlockNames) {
    const auto told = tell("M: A\nS: Maintained\nF: configs/peach_defconfig\n", "snow");
    EXPECT_EQ(told.status, "-");
    EXPECT_EQ(told.people, "");
    EXPECT_THAT(told.warnings, ElementsAre("WARNING: no maintainers for 'snow'"));
}

TEST(Maintainers, WarnOfAStatusThatNobodyKnows) {
    const auto told = tell("M: A\nS: Odd Fixes\nF: configs/snow_defconfig\n", "snow");
    EXPECT_EQ(told.status, "-");
    EXPECT_EQ(told.people, "A");
    EXPECT_THAT(told.warnings, ElementsAre("WARNING: Odd Fixes: unknown status for 'snow'"));
}

TEST(Maintainers, OfAnOrphanAreNobody) {
    const auto text = "M: A\nS: Orphan (since 2020)\nF: configs/snow_defconfig\n";
    EXPECT_EQ(tell(text, "snow").people, "");
    EXPECT_EQ(tell(text, "snow").status, "-");
    EXPECT_EQ(tell(text, "snow", MaintainersForm::first).people, "A");
    EXPECT_EQ(tell(text, "snow", MaintainersForm::first).status, "Orphan");
}

TEST(Maintainers, OfADashAreNobody) {
    const auto text = "M: -\nS: Maintained\nF: configs/snow_defconfig\n";
    EXPECT_THAT(tell(text, "snow").warnings, ElementsAre("WARNING: no maintainers for 'snow'"));
    EXPECT_EQ(tell(text, "snow", MaintainersForm::first).people, "-");
}

TEST(Maintainers, AreFoundByAnExpressionInTheName) {
    const auto text = "M: A\nS: Maintained\nN: sno[w]\n";
    EXPECT_EQ(tell(text, "snow").people, "A");
    EXPECT_EQ(tell(text, "peach").people, "");
    EXPECT_EQ(tell("M: A\nS: Maintained\nN: ^each\n", "peach").people, "");
}

TEST(Maintainers, AreNotFoundBehindATextThatMustNotStandThere) {
    const auto text = "M: A\nS: Maintained\nN: (?<!uni)versal\n";
    EXPECT_EQ(tell(text, "versal").people, "A");
    EXPECT_EQ(tell(text, "universal").people, "");
}

TEST(Maintainers, NamesTheLineOfAnExpressionThatIsNone) {
    EXPECT_THAT(tell("M: A\nN: (snow\n", "snow").problems,
                ElementsAre(HasSubstr("MAINTAINERS:2: N: (snow is no expression")));
}

TEST(Maintainers, AreLookedForInBoundedTimeHoweverManyExpressionsThereAre) {
    std::string text = "M: A\nS: Maintained\nF: configs/snow_defconfig\n";
    for (int i = 0; i < 50; ++i) text += "N: (a|a)*(a|a)*(a{30}){10}\n";
    for (int i = 0; i < 3'000; ++i) text += "F: *" + std::string(20'000, 'x') + "\n";
    EXPECT_THAT(tell(text, "snow").problems, ElementsAre(HasSubstr("too many expressions")));
    EXPECT_EQ(tell(text, "snow").people, "A");
}

TEST(Maintainers, TellAThousandProblemsAndThatThereAreMore) {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "N: (snow\n";
    const auto problems = tell(text, "snow").problems;
    ASSERT_EQ(problems.size(), 1000u);
    EXPECT_EQ(problems.back(), "MAINTAINERS:1000: and more problems");
}

TEST(Maintainers, OfAnOldTreeAreThoseOfTheLastExpressionForEveryBoard) {
    const auto text = "M: A\nS: Maintained\nN: nothing-like-it\n";
    EXPECT_EQ(tell(text, "snow", MaintainersForm::first).people, "A");
    EXPECT_THAT(
        tell("", "snow", MaintainersForm::first).warnings,
        ElementsAre("WARNING: no status info for 'snow'", "WARNING: no maintainers for 'snow'"));
}

TEST(Maintainers, ABlockEndsOnlyAtAnEmptyLine) {
    EXPECT_EQ(tell("M: A\nS: Maintained\nF: configs/snow_defconfig\n \nM: B\n", "snow").people,
              "A:B");
    EXPECT_EQ(
        tell("M: A\r\nS: Maintained\r\nF: configs/snow_defconfig\r\n\r\nM: B\r\n", "snow").people,
        "A");
}

TEST(MaintainersForm, IsTheOneOfTheTreesOwnTool) {
    EXPECT_EQ(maintainers_form(""), MaintainersForm::current);
    EXPECT_EQ(maintainers_form("if match and not rear and re.search(rest, front):"),
              MaintainersForm::current);
    EXPECT_EQ(maintainers_form("class MaintainersDatabase:"), MaintainersForm::first);
}

}  // namespace
}  // namespace bm::board
