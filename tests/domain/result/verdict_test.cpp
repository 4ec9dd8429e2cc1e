// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/verdict.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::result {
namespace {

using enum BuildState;

/// One board's series as text of the lines that quickstart prints.
std::vector<std::string> lines(const std::vector<BuildView>& builds) {
    std::vector<BuildsByBoard> commits;
    std::vector<std::string> labels;
    for (const auto& view : builds) {
        commits.push_back({{"arm", view}});
        labels.push_back("c" + std::to_string(labels.size()));
    }
    std::vector<std::string> all;
    for (const auto& changes : verdicts(commits)) all.push_back(verdict_text(changes, labels));
    return all;
}
using Lines = std::vector<std::string>;

BuildView of_size(std::uint64_t text) { return {ok, {{"u-boot", text, 0, 0, 0}}}; }

TEST(Verdict, SaysWhichCommitBrokeAndWhichMended) {
    EXPECT_EQ(lines({{ok}, {failed}, {failed}, {ok}}),
              (Lines{"no change", "broke arm", "no change", "mended arm"}));
}

TEST(Verdict, SaysWhichCommitMadeABoardWarnAndWhichCleanedIt) {
    EXPECT_EQ(lines({{ok}, {warned}, {ok}}),
              (Lines{"no change", "made arm warn", "made arm clean"}));
}

TEST(Verdict, OfAFailureThatBecomesAWarningSaysBoth) {
    EXPECT_EQ(lines({{ok}, {failed}, {warned}}),
              (Lines{"no change", "broke arm", "mended arm; made arm warn"}));
}

TEST(Verdict, OfTheFirstCommitSaysOnlyHowItIs) {
    EXPECT_EQ(lines({{failed}}), (Lines{"fails: arm"}));
    EXPECT_EQ(lines({{warned}}), (Lines{"warns: arm"}));
}

TEST(Verdict, NeverCountsWhatIsNotKnownAsFixedOrBroken) {
    EXPECT_EQ(lines({{unknown}, {failed}}), (Lines{"not known: arm", "fails: arm"}));
    EXPECT_EQ(lines({{failed}, {unknown}, {failed}}),
              (Lines{"fails: arm", "not known: arm", "no change"}));
}

TEST(Verdict, AcrossAGapSaysSinceWhen) {
    EXPECT_EQ(lines({{ok}, {unknown}, {failed}}),
              (Lines{"no change", "not known: arm", "broke arm (since c0)"}));
}

TEST(Verdict, AddsUpTheSizesOfAllImages) {
    const BuildView bigger{ok, {{"u-boot", 110, 5, 1, 0}, {"spl/u-boot-spl", 4, 0, 0, 0}}};
    EXPECT_EQ(lines({of_size(100), bigger, of_size(119)}),
              (Lines{"no change", "arm grew by 20 bytes", "arm shrank by 1 byte"}));
}

TEST(Verdict, DoesNotTakeAnImageForNewThatWasOnlyNotMeasured) {
    const BuildView all{ok, {{"u-boot", 100, 0, 0, 0}, {"spl/u-boot-spl", 40, 0, 0, 0}}};
    const BuildView some{ok, {{"u-boot", 103, 0, 0, 0, false}}};
    EXPECT_EQ(lines({all, some, all}),
              (Lines{"no change", "arm grew by 3 bytes", "arm shrank by 3 bytes"}));
}

TEST(Verdict, ComparesSizesAcrossAFailure) {
    EXPECT_EQ(lines({of_size(100), {failed}, of_size(101)}),
              (Lines{"no change", "broke arm", "mended arm; arm grew by 1 byte (since c0)"}));
}

TEST(Verdict, NamesTheBoardsOfOneKindTogether) {
    const std::vector<BuildsByBoard> commits = {{{"a", {ok}}, {"b", {ok}}, {"c", {failed}}},
                                                {{"a", {failed}}, {"b", {failed}}, {"c", {ok}}}};
    EXPECT_EQ(verdict_text(verdicts(commits)[1], {}), "broke a, b; mended c");
}

TEST(Verdict, SaysWhenABoardAppearsAndVanishes) {
    const std::vector<BuildsByBoard> commits = {
        {{"a", {ok}}}, {{"a", {ok}}, {"b", {failed}}}, {{"b", {failed}}}, {{"a", {warned}}}};
    const auto said = verdicts(commits);
    EXPECT_EQ(verdict_text(said[0], {}), "no change");
    EXPECT_EQ(verdict_text(said[1], {}), "fails: b; new: b");
    EXPECT_EQ(verdict_text(said[2], {}), "gone: a");
    EXPECT_EQ(verdict_text(said[3], {"0", "1"}), "made a (since 1) warn; new: a; gone: b");
}

TEST(Verdict, SaysNothingOfABoardThatIsNotThereYet) {
    EXPECT_EQ(verdict_text(verdicts({{}, {}, {{"a", {ok}}}})[1], {}), "no change");
}

RC_GTEST_PROP(Verdict, OfAnySeriesBreaksAndMendsInTurn, ()) {
    const auto states =
        *rc::gen::container<std::vector<BuildState>>(rc::gen::element(unknown, ok, warned, failed));
    std::vector<BuildsByBoard> commits;
    for (const auto state : states) commits.push_back({{"a", {state, {}}}});
    bool broken = false;
    for (const auto& changes : verdicts(commits))
        for (const auto& change : changes) {
            if (change.kind == ChangeKind::broke || change.kind == ChangeKind::fails) {
                RC_ASSERT(!broken);
                broken = true;
            }
            if (change.kind == ChangeKind::mended) {
                RC_ASSERT(broken);
                broken = false;
            }
        }
}

}  // namespace
}  // namespace bm::result
