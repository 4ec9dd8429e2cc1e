// SPDX-License-Identifier: GPL-2.0-or-later
// Whole campaigns with the real machines of boss and worker, under faults. BM_SIM_SEED=n runs one
// seed and prints what happens.
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
    // What can be given up needs two blows at least: two deaths, or three other failures.
    if (report.faults < 2 && scenario_of(seed).without_toolchain.empty()) {
        EXPECT_EQ(report.finish->counts.given_up, 0u);
    }
    if (!scenario_of(seed).mild) return;
    EXPECT_EQ(report.finish->how, boss::Finish::How::complete);
    EXPECT_TRUE(report.finish->not_obtained.empty());
}

std::vector<std::uint64_t> chosen_seeds() {
    std::vector<std::uint64_t> result;
    if (const char* one = std::getenv("BM_SIM_SEED")) return {std::strtoull(one, nullptr, 10)};
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) result.push_back(seed);
    return result;
}

TEST(CampaignSim, AcceptsEveryBuildOnceOrNamesItAndRepeatsFromTheSeed) {
    const auto chosen = chosen_seeds();
    for (const auto seed : chosen) {
        SCOPED_TRACE(rerun(seed));
        const auto once = run(seed, chosen.size() == 1);
        const auto again = run(seed);
        expect_sound(seed, once);
        EXPECT_EQ(once.trace, again.trace);
        EXPECT_EQ(once.last_draw, again.last_draw);
        if (HasFailure()) break;
    }
}

TEST(CampaignSim, MeetsEveryKindOfEnd) {
    std::size_t given_up = 0;
    std::size_t interrupted = 0;
    std::size_t full_disks = 0;
    std::size_t faults = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const auto report = run(seed);
        if (!report.finish) continue;
        faults += static_cast<std::size_t>(report.faults);
        given_up += report.finish->counts.given_up;
        interrupted += report.finish->how == boss::Finish::How::interrupted;
        full_disks += report.finish->how == boss::Finish::How::no_space;
    }
    EXPECT_GT(faults, 1000u);
    EXPECT_GT(given_up, 10u);
    EXPECT_GE(interrupted, 3u);
    EXPECT_GE(full_disks, 3u);
}

}  // namespace
}  // namespace bm::sim
