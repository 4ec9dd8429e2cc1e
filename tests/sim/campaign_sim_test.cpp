// SPDX-License-Identifier: GPL-2.0-or-later
// Whole campaigns with the real machines of boss and worker, under faults. BM_SIM_SEED=n runs one
// seed and prints what happens, BM_SIM_SEEDS=n the seeds 1 to n.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/sim/world.hpp"

namespace bm::sim {
namespace {

constexpr std::uint64_t seeds = 200;

std::string rerun(std::uint64_t seed) {
    return fmt::format("rerun with: BM_SIM_SEED={} sim_tests", seed);
}

Report run(std::uint64_t seed, bool aloud = false) {
    auto scenario = scenario_of(seed);
    scenario.aloud = aloud;
    return World(scenario).run();
}

void expect_sound(std::uint64_t seed, const Report& report) {
    for (const auto& complaint : report.complaints) ADD_FAILURE() << complaint;
    if (!report.finish) return;
    if (!scenario_of(seed).mild) return;
    EXPECT_EQ(report.finish->how, boss::Finish::How::complete);
    EXPECT_TRUE(report.finish->not_obtained.empty());
}

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// What the runs met, so that a fault that no longer happens is noticed.
struct Met {
    std::size_t faults = 0;
    std::size_t given_up = 0;
    std::size_t interrupted = 0;
    std::size_t full_disks = 0;

    void add(const Report& report) {
        if (!report.finish) return;
        faults += static_cast<std::size_t>(report.faults);
        given_up += report.finish->counts.given_up;
        interrupted += report.finish->how == boss::Finish::How::interrupted;
        full_disks += report.finish->how == boss::Finish::How::no_space;
    }
};

TEST(CampaignSim, AcceptsEveryBuildOnceOrNamesItAndRepeatsFromTheSeed) {
    const auto only = number_from("BM_SIM_SEED", 0);
    const auto last = only > 0 ? only : number_from("BM_SIM_SEEDS", seeds);
    Met met;
    for (auto seed = only > 0 ? only : 1; seed <= last && !HasFailure(); ++seed) {
        SCOPED_TRACE(rerun(seed));
        const auto once = run(seed, only > 0);
        const auto again = run(seed);
        expect_sound(seed, once);
        EXPECT_EQ(once.trace, again.trace);
        EXPECT_EQ(once.last_draw, again.last_draw);
        met.add(once);
    }
    if (only > 0 || last < seeds) return;
    EXPECT_GT(met.faults, 1000u);
    EXPECT_GT(met.given_up, 10u);
    EXPECT_GE(met.interrupted, 3u);
    EXPECT_GE(met.full_disks, 3u);
}

}  // namespace
}  // namespace bm::sim
