// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/progress.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/result/closing.hpp"
#include "domain/result/estimate.hpp"

namespace bm::result {
namespace {

using namespace std::chrono_literals;

constexpr core::Instant start{};

TEST(ProgressLine, HasTheColumnsOfBuildman) {
    const Progress progress{.ok = 12,
                            .warned = 1,
                            .failed = 2,
                            .total = 40,
                            .remaining = 25,
                            .left = 190s,
                            .target = "sandbox",
                            .where = "ruru"};
    EXPECT_EQ(progress_line(progress, Colours::off, 0),
              "   12    1    2 /40      -25     0:03:10  : sandbox [ruru]");
}

TEST(ProgressLine, LeavesAGapWhereNothingRemains) {
    const Progress progress{.ok = 1, .total = 1, .target = "a"};
    EXPECT_EQ(progress_line(progress, Colours::off, 0),
              "    1    0    0 /1              a [local]");
}

TEST(ProgressLine, IsColouredOnTerminals) {
    const Progress progress{.ok = 1, .total = 2, .remaining = 1, .target = "a", .where = ""};
    EXPECT_EQ(progress_line(progress, Colours::on, 0),
              "\033[1;32m    1\033[0m\033[1;33m    0\033[0m\033[1;31m    0\033[0m /2      "
              "\033[1;35m -1      \033[0ma");
}

std::size_t visible(const std::string& line) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\033')
            i = line.find('m', i);
        else
            ++count;
    }
    return count;
}

RC_GTEST_PROP(ProgressLine, IsNeverWiderThanTheTerminal, ()) {
    const Progress progress{.ok = *rc::gen::arbitrary<std::uint16_t>(),
                            .total = 70000,
                            .remaining = 7,
                            .target = std::string(50, 'x')};
    const auto width = *rc::gen::inRange<std::size_t>(1, 200);
    const auto line = progress_line(progress, Colours::on, width);
    RC_ASSERT(visible(line) <= width);
    const auto whole = visible(progress_line(progress, Colours::on, 0));
    RC_ASSERT(width < whole || visible(line) == whole);
}

TEST(PlainProgressLine, IsASentence) {
    const Progress progress{.ok = 12,
                            .warned = 1,
                            .failed = 2,
                            .total = 40,
                            .remaining = 25,
                            .left = 190s,
                            .target = "sandbox"};
    EXPECT_EQ(plain_progress_line(progress),
              "12 ok, 1 warned, 2 failed of 40, 25 remaining, about 0:03:10 left: sandbox [local]");
}

TEST(ClosingLine, CountsWhatWasBuilt) {
    EXPECT_EQ(closing_line({.newly = 6, .duration = 900ms}), "Completed: 6 total built");
    EXPECT_EQ(closing_line({.newly = 9, .duration = 69'600ms}),
              "Completed: 9 total built, duration 0:01:10, rate 0.13");
}

TEST(ClosingLine, TellsEarlierOutcomesAndReconfiguresApart) {
    EXPECT_EQ(closing_line({.previously = 4, .newly = 2}),
              "Completed: 6 total built (4 previously, 2 newly)");
    EXPECT_EQ(closing_line({.previously = 6}), "Completed: 6 total built (6 previously)");
    EXPECT_EQ(closing_line({.newly = 6, .reconfigured = 1}),
              "Completed: 6 total built (6 newly, 1 reconfig)");
    EXPECT_EQ(closing_line({.newly = 6, .carried = 4}),
              "Completed: 6 total built (6 newly, 4 carried)");
}

TEST(ClosingLine, NeverCallsBuiltWhatWasNotObtained) {
    EXPECT_EQ(closing_line({.newly = 4, .not_obtained = 2}),
              "Completed: 4 total built, 2 not obtained");
}

TEST(HoursMinutesSeconds, HaveNoDays) {
    EXPECT_EQ(hours_minutes_seconds(26h + 5s), "26:00:05");
    EXPECT_EQ(hours_minutes_seconds(-5s), "0:00:00");
    EXPECT_EQ(hours_minutes_seconds(59'999ms), "0:00:59");
}

TEST(Estimate, IsTheMeanIntervalTimesWhatRemains) {
    Estimate estimate;
    estimate.build_ended(start, 10);
    EXPECT_EQ(estimate.left(), std::nullopt);
    estimate.build_ended(start + 4s, 9);
    EXPECT_EQ(estimate.left(), 36s);
}

TEST(Estimate, ForgetsWhatIsOlderThanAMinute) {
    Estimate estimate;
    for (int i = 0; i < 10; ++i) estimate.build_ended(start + i * 1s, 100);
    for (int i = 1; i <= 20; ++i) estimate.build_ended(start + i * 10s, 10);
    EXPECT_EQ(estimate.left(), 100s);
}

TEST(Estimate, ChangesAtMostEveryTwoSeconds) {
    Estimate estimate;
    estimate.build_ended(start, 10);
    estimate.build_ended(start + 4s, 9);
    estimate.build_ended(start + 5s, 8);
    EXPECT_EQ(estimate.left(), 36s);
    estimate.build_ended(start + 6s, 7);
    EXPECT_EQ(estimate.left(), 14s);
}

TEST(Estimate, IsNothingWhenNothingRemains) {
    Estimate estimate;
    estimate.build_ended(start, 1);
    estimate.build_ended(start, 0);
    EXPECT_EQ(estimate.left(), 0s);
}

}  // namespace
}  // namespace bm::result
