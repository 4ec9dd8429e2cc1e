// SPDX-License-Identifier: GPL-2.0-or-later
// Whether the simulator notices what it is there for: each defect of defects.json, one at a time.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <defects.hpp>
#include <iostream>
#include <string>

#include "tests/sim/shapes.hpp"

int bm_planted = 0;  ///< number of the defect that is there; 0: none

namespace bm::sim {
namespace {

constexpr std::uint64_t seeds = 200;

class PlantedDefect : public testing::TestWithParam<int> {
  protected:
    ~PlantedDefect() override { bm_planted = 0; }
};

TEST_P(PlantedDefect, IsNoticedByTheInvariantThatItBreaks) {
    const auto& defect = defects[GetParam() - 1];
    bm_planted = GetParam();
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        // Two outcomes of a build are rare where much else goes wrong.
        const bool of_flakes = std::string(defect.invariants) == "flakes";
        const auto shape = of_flakes ? test::flaky_shape(seed) : test::lossy_shape(seed);
        const auto report = World(scenario_of(shape)).run();
        if (report.violations.empty()) continue;
        const auto& first = report.violations.front();
        std::cout << fmt::format("{}: {} in run {}: {}\n", defect.name, first.invariant, seed,
                                 first.what);
        EXPECT_NE(std::string(defect.invariants).find(first.invariant), std::string::npos)
            << first.invariant << " is none of: " << defect.invariants;
        return;
    }
    FAIL() << defect.name << ": not noticed in " << seeds << " runs";
}

TEST(PlantedDefects, AreNotNoticedWhereThereAreNone) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed)
        EXPECT_EQ(World(scenario_of(test::lossy_shape(seed))).run().violations,
                  std::vector<Violation>{})
            << "run " << seed;
}

INSTANTIATE_TEST_SUITE_P(All, PlantedDefect,
                         testing::Range(1, static_cast<int>(std::size(defects)) + 1));

}  // namespace
}  // namespace bm::sim
