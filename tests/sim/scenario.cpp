// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/sim/scenario.hpp"

#include <functional>

namespace bm::sim {
namespace {

std::uint64_t hash_of(const std::string& board, const std::string& commit) {
    std::uint64_t hash = 1469598103934665603u;
    for (const char c : board + "@" + commit)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return hash >> 7;
}

std::string hex_name(std::int64_t number) {
    std::string name(40, '0');
    for (std::size_t i = 0; number > 0; ++i, number /= 16)
        name[i] = "0123456789abcdef"[number % 16];
    return name;
}

/// Boards that are not there at some commits.
void leave_out_some(plan::Plan& plan, Dice& dice) {
    for (std::int64_t b = 0; b < std::ssize(plan.boards); ++b)
        for (std::int64_t c = 1; c < std::ssize(plan.commits); ++c) {
            const core::BuildId build{core::BoardId{b}, core::CommitId{c}};
            if (dice.chance(300) && !plan.already.contains(build)) plan.absent.insert(build);
        }
}

plan::Plan plan_of(Dice& dice) {
    plan::Plan plan;
    const auto boards = 1 + dice.below(5);
    const auto commits = 1 + dice.below(9);
    for (std::int64_t i = 0; i < boards; ++i)
        plan.boards.push_back({"board" + std::to_string(i), "arm", {}});
    for (std::int64_t i = 0; i < commits; ++i) plan.commits.emplace_back(hex_name(4096 + i));
    if (dice.chance(300))
        for (std::int64_t b = 0; b < boards; ++b)
            for (std::int64_t c = 0; c < commits; ++c)
                if (dice.chance(300))
                    plan.already[{core::BoardId{b}, core::CommitId{c}}] = {dice.chance(200) ? 2 : 0,
                                                                           dice.chance(200)};
    if (dice.chance(200)) leave_out_some(plan, dice);
    if (dice.chance(50)) plan.commits = {std::nullopt}, plan.already.clear(), plan.absent.clear();
    return plan;
}

Faults few(Dice& dice) {
    Faults faults;
    faults.budget = 2;
    faults.fatal_budget = 1;
    faults.dies = faults.hangs = 200;
    faults.line_lost = faults.line_twice = faults.line_late = faults.garbage = 20;
    faults.build_killed = faults.store_fails = 50;
    faults.start_fails = 100;
    if (dice.chance(100)) faults = {};
    return faults;
}

Faults many(Dice& dice) {
    Faults faults;
    faults.budget = 1000;
    faults.fatal_budget = 1000;
    for (auto* chance : {&faults.dies, &faults.hangs, &faults.start_fails})
        *chance = static_cast<int>(dice.below(400));
    for (auto* chance : {&faults.line_lost, &faults.line_twice, &faults.line_late, &faults.garbage})
        *chance = static_cast<int>(dice.below(60));
    faults.build_killed = static_cast<int>(dice.below(300));
    faults.store_fails = static_cast<int>(dice.below(150));
    faults.disk_full = dice.chance(150) ? 30 : 0;
    faults.interrupt = dice.chance(200);
    return faults;
}

}  // namespace

int true_return_code(const std::string& board, const std::string& commit) {
    return hash_of(board, commit) % 5 == 0 ? 2 : 0;
}

std::string true_stderr(const std::string& board, const std::string& commit) {
    if (true_return_code(board, commit) != 0) return board + ": error at " + commit + "\n";
    return hash_of(board, commit) % 7 == 0 ? board + ": warning\n" : "";
}

std::map<std::string, std::string> true_files(const std::string& board, const std::string& commit) {
    const auto what = board + "@" + commit;
    std::string image;
    const auto drawn = hash_of(board, commit);
    const auto size = drawn % 8 == 0 ? 131'000 + drawn % 200'000 : 100 + drawn % 1000;
    while (image.size() < size) image += what;
    return {{"empty", ""}, {"log", what}, {"u-boot.bin", image}};
}

Scenario scenario_of(std::uint64_t seed) {
    Dice dice(seed);
    Scenario scenario;
    scenario.seed = seed;
    scenario.mild = seed % 2 == 0;
    scenario.plan = plan_of(dice);
    scenario.processors = static_cast<int>(1 + dice.below(4));
    scenario.config.settings.threads = dice.below(4);
    scenario.config.settings.spool_dir = "/spool";
    scenario.config.seed = seed;
    if (dice.chance(300)) scenario.config.places = {{"near"}, {"far", dice.chance(700)}};
    scenario.faults = scenario.mild ? few(dice) : many(dice);
    if (scenario.mild) return scenario;
    const auto boards = static_cast<std::int64_t>(scenario.plan.boards.size());
    const auto commits = static_cast<std::int64_t>(scenario.plan.commits.size());
    if (dice.chance(200))
        scenario.poison.insert(
            {core::BoardId{dice.below(boards)}, core::CommitId{dice.below(commits)}});
    if (dice.chance(200)) {
        scenario.without_toolchain.insert("board0");
        scenario.plan.boards[0].arch = "bare";
    }
    return scenario;
}

}  // namespace bm::sim
