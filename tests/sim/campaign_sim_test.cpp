// SPDX-License-Identifier: GPL-2.0-or-later
// Whole campaigns with the real machines of boss and worker, under faults. BM_SIM_SEED=n runs one
// seed and prints what happens, BM_SIM_SEEDS=n the seeds 1 to n.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>

#include "tests/sim/shapes.hpp"

namespace bm::sim {
namespace {

constexpr std::uint64_t seeds = 500;

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

Report run(std::uint64_t seed, bool aloud = false) {
    const auto print = [](std::string_view line) {
        std::fwrite(line.data(), 1, line.size(), stdout);
    };
    return World(scenario_of(test::small_shape(seed)), aloud ? Trace::Sink(print) : nullptr).run();
}

/// What the runs met, so that a fault that no longer happens is noticed.
struct Met {
    std::array<std::int64_t, fault_kinds> faults{};
    std::map<boss::Finish::How, int> ends;
    std::size_t given_up = 0;
    int calls = 0;

    void add(const Report& report) {
        for (std::size_t i = 0; i < fault_kinds; ++i) faults[i] += report.faults[i];
        calls += report.campaigns;
        if (!report.finish) return;
        ++ends[report.finish->how];
        given_up += report.finish->counts.given_up;
    }
};

TEST(CampaignSim, KeepsItsPromisesUnderAllFaultsAndRepeatsFromTheSeed) {
    const auto only = number_from("BM_SIM_SEED", 0);
    const auto last = only > 0 ? only : number_from("BM_SIM_SEEDS", seeds);
    Met met;
    for (auto seed = only > 0 ? only : 1; seed <= last && !HasFailure(); ++seed) {
        SCOPED_TRACE(fmt::format("rerun with: BM_SIM_SEED={} sim_tests", seed));
        const auto once = run(seed, only > 0);
        for (const auto& violation : once.violations)
            ADD_FAILURE() << violation.invariant << ": " << violation.what;
        EXPECT_EQ(once.trace, run(seed).trace);
        met.add(once);
    }
    if (only > 0 || last < seeds) return;
    for (std::size_t i = 0; i < fault_kinds; ++i)
        EXPECT_GT(met.faults[i], 0) << name_of(static_cast<Fault>(i)) << " never happened";
    EXPECT_GT(met.calls, static_cast<int>(seeds)) << "no campaign was resumed";
    EXPECT_GT(met.given_up, 10u);
    EXPECT_GE(met.ends[boss::Finish::How::interrupted], 3);
    EXPECT_GT(met.ends[boss::Finish::How::complete], 400);
}

TEST(CampaignSim, KeepsASecondOutcomeThatDiffersFromTheFirst) {
    std::int64_t seconds = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const auto report = World(scenario_of(test::flaky_shape(seed))).run();
        EXPECT_EQ(report.violations, std::vector<Violation>{}) << seed;
        seconds += report.seconds;
    }
    EXPECT_GT(seconds, 0);
}

TEST(CampaignSim, ObtainsEveryBuildWhereNothingGoesWrong) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        auto shape = test::small_shape(seed);
        shape.faults = {};
        const auto report = World(scenario_of(shape)).run();
        EXPECT_EQ(report.violations, std::vector<Violation>{});
        EXPECT_EQ(report.stored, report.builds);
        ASSERT_TRUE(report.finish);
        EXPECT_TRUE(report.finish->not_obtained.empty());
    }
}

}  // namespace
}  // namespace bm::sim
