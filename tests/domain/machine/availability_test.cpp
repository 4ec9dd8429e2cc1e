// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/availability.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::machine {
namespace {

constexpr std::uint64_t megabyte = 1u << 20;

struct Row {
    const char* title;
    Load load;
    std::optional<std::uint64_t> disk_mb;
    const char* words;  ///< why it is busy or not used; empty: it is free
    std::int64_t weight;
};

std::string words_of(const Judged<Share>& share) {
    return share ? share->busy : share.error().what;
}

TEST(Availability, IsThatOfTheTable) {
    const auto mb = [](std::uint64_t count) { return count * megabyte; };
    const Row rows[] = {
        {"idle", {8, 8, 0.0, mb(4000)}, 5000, "", 8},
        {"half loaded", {8, 8, 4.2, mb(4000)}, 5000, "", 4},
        {"at the limit", {10, 10, 8.0, mb(4000)}, 5000, "", 2},
        {"busy", {8, 8, 7.9, mb(4000)}, 5000, "busy (load 7.9 with 8 cpus)", 1},
        {"overloaded", {1, 1, 30.0, mb(4000)}, 5000, "busy (load 30.0 with 1 cpu)", 1},
        {"fewer threads than cpus", {16, 4, 2.0, mb(4000)}, 5000, "", 2},
        {"low disk", {8, 8, 0.0, mb(4000)}, 999, "low disk (999 MB available)", 0},
        {"just enough disk", {8, 8, 0.0, mb(4000)}, 1000, "", 8},
        {"low memory", {8, 8, 0.0, mb(511)}, 5000, "low memory (511 MB available)", 0},
        {"just enough memory", {8, 8, 0.0, mb(512)}, 5000, "", 8},
        {"nothing known", {}, std::nullopt, "", 1},
    };
    for (const auto& row : rows) {
        Facts facts;
        facts.load = row.load;
        if (row.disk_mb) facts.free_bytes = mb(*row.disk_mb);
        const auto share = availability({}, facts);
        EXPECT_EQ(words_of(share), row.words) << row.title;
        EXPECT_EQ(share ? share->weight : 0, row.weight) << row.title;
    }
}

TEST(Availability, GoesByTheLimitsOfTheMachine) {
    Terms terms;
    terms.name = "kea";
    terms.limits = {0.5, 10, 20, 3};
    Facts facts;
    facts.load = {8, 8, 4.2, 30 * megabyte};
    facts.free_bytes = 15 * megabyte;
    EXPECT_EQ(words_of(availability(terms, facts)), "busy (load 4.2 with 8 cpus)");
    facts.free_bytes = 9 * megabyte;
    EXPECT_EQ(availability(terms, facts).error().text(),
              "low disk (9 MB available): free some space at , or set another work_dir or min_disk "
              "(now 10) in [machine:kea]");
}

TEST(Availability, GivesABusyMachineItsWeightWithinWhatTheUserAllows) {
    EXPECT_EQ(slots_when_busy({4, "busy"}, 0), 4);
    EXPECT_EQ(slots_when_busy({4, "busy"}, 2), 2);
    EXPECT_EQ(slots_when_busy({1, "busy"}, 2), 1);
}

RC_GTEST_PROP(Availability, LeavesAUsableMachineOneBoardAtLeast,
              (std::uint16_t threads, std::uint32_t load)) {
    Facts facts;
    facts.load = {threads, threads, load / 10.0, std::nullopt};
    const auto share = availability({}, facts);
    RC_ASSERT(share && share->weight >= 1 && share->weight <= std::max<std::int64_t>(threads, 1));
}

}  // namespace
}  // namespace bm::machine
