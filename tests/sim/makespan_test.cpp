// SPDX-License-Identifier: GPL-2.0-or-later
// How long a campaign takes where nothing goes wrong and machines differ by four in speed.
// BM_MAKESPAN=1 runs the whole farm of doc/simulation.md, and not a small one.
#include <gtest/gtest.h>

#include <cstdlib>

#include "sim/first_come.hpp"
#include "sim/world.hpp"

namespace bm::sim {
namespace {

/// Of the time that no schedule can beat.
constexpr int most_percent = 105;

Shape farm(std::uint64_t seed) {
    const bool whole = std::getenv("BM_MAKESPAN") != nullptr;
    Shape shape;
    shape.workers = whole ? Range{50, 50} : Range{4, 4};
    shape.slots = {8, 8};
    shape.boards = whole ? Range{1500, 1500} : Range{96, 96};
    shape.commits = whole ? Range{64, 64} : Range{48, 48};
    shape.seed = seed;
    return shape;
}

class Makespan : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Makespan, IsAtMostATwentiethAboveTheBoundAndFirstComeIsWorse) {
    const auto scenario = scenario_of(farm(GetParam()));
    const auto report = World(scenario).run();
    EXPECT_TRUE(report.violations.empty());
    EXPECT_LE(report.duration * 100, report.bound * most_percent)
        << report.duration.count() << " ms, and the bound is " << report.bound.count() << " ms";
    EXPECT_GT(first_come_duration(scenario), report.duration);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Makespan, testing::Range<std::uint64_t>(1, 4));

}  // namespace
}  // namespace bm::sim
