// SPDX-License-Identifier: GPL-2.0-or-later
#include "sim/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace bm::sim {
namespace {

constexpr std::array<const char*, 4> arches = {"arm", "aarch64", "riscv", "x86"};
constexpr std::int64_t many_builds = 2'000;

std::int64_t draw_from(const Range& range, Dice& dice) {
    return range.least + dice.below(range.most - range.least + 1);
}

plan::Plan plan_of(const Shape& shape, Dice& dice) {
    plan::Plan plan;
    const auto boards = draw_from(shape.boards, dice);
    const auto commits = draw_from(shape.commits, dice);
    for (std::int64_t i = 0; i < boards; ++i)
        plan.boards.push_back(
            {fmt::format("board{}", i), arches[static_cast<std::size_t>(i) % arches.size()], {}});
    for (std::int64_t i = 0; i < commits; ++i) plan.commits.emplace_back(fmt::format("{:040x}", i));
    if (commits == 1 && dice.chance(500)) plan.commits = {std::nullopt};
    return plan;
}

/// Some that an earlier call built, some boards that are not there at some commits.
void leave_out_some(plan::Plan& plan, Dice& dice, const Truth& truth) {
    const bool absent = dice.chance(300);
    const bool already = dice.chance(300);
    for (std::int64_t b = 0; b < std::ssize(plan.boards); ++b)
        for (std::int64_t c = 1; c < std::ssize(plan.commits); ++c) {
            const core::BuildId build{core::BoardId{b}, core::CommitId{c}};
            if (already && dice.chance(300))
                plan.already[build] = {truth.return_code(build), !truth.err(build).empty()};
            else if (absent && dice.chance(200))
                plan.absent.insert(build);
        }
}

void add_machine(Scenario& scenario, const Shape& shape, Dice& dice) {
    const auto number = std::ssize(scenario.machines);
    const bool last = number + 1 == shape.workers.most && number > 0;
    Machine machine{draw_from(shape.slots, dice), 100 + dice.below(301)};
    for (const auto* arch : arches)
        if (dice.comes(scenario.faults.rate(Fault::no_toolchain))) machine.lacks.insert(arch);
    boss::PlaceConfig place{fmt::format("machine{}", number), true, machine.slots};
    // The last is this machine; some have their directory and the commits already.
    if (last) place = {"here"};
    if (!last && dice.chance(500)) place.set_up = boss::SetUp{"/work", true};
    scenario.machines.push_back(std::move(machine));
    scenario.config.places.push_back(std::move(place));
}

}  // namespace

std::int64_t Scenario::builds() const { return std::ssize(plan.boards) * std::ssize(plan.commits); }

core::BuildId Scenario::build_of(const std::string& board, const std::string& commit) const {
    return {core::BoardId{boards.at(board)}, core::CommitId{commits.at(commit)}};
}

std::size_t Scenario::index_of(core::BuildId build) const {
    return static_cast<std::size_t>(build.board.value) * plan.commits.size() +
           static_cast<std::size_t>(build.commit.value);
}

core::Duration Scenario::least_duration() const {
    core::Duration cost{0};
    core::Duration longest{0};
    for (std::int64_t b = 0; b < std::ssize(plan.boards); ++b)
        for (std::int64_t c = 0; c < std::ssize(plan.commits); ++c) {
            const core::BuildId build{core::BoardId{b}, core::CommitId{c}};
            cost += truth.time(build, c == 0);
            if (c == 0) longest = std::max(longest, truth.time(build, true));
        }
    std::int64_t speed = 0;
    std::int64_t fastest = 1;
    std::uint64_t slot = 0;
    for (const auto& machine : machines) {
        fastest = std::max(fastest, machine.speed);
        for (std::int64_t i = 0; i < machine.slots; ++i) {
            speed += machine.speed;
            cost += truth.worktree(slot++) * machine.speed / 100;
        }
    }
    return std::max(cost * 100 / std::max<std::int64_t>(speed, 1), longest * 100 / fastest);
}

Scenario scenario_of(const Shape& shape) {
    Dice dice(shape.seed);
    Scenario scenario;
    scenario.seed = shape.seed;
    scenario.faults = shape.faults.drawn(dice);
    scenario.plan = plan_of(shape, dice);
    const bool many = scenario.builds() > many_builds;
    scenario.truth = Truth(shape.seed, many ? 1'000 : 60);
    if (scenario.faults.any()) leave_out_some(scenario.plan, dice, scenario.truth);
    scenario.config.places.clear();
    scenario.config.seed = shape.seed;
    scenario.config.settings.spool_dir = "/spool";
    const auto workers = draw_from(shape.workers, dice);
    auto exact = shape;
    exact.workers = {workers, workers};
    for (std::int64_t i = 0; i < workers; ++i) add_machine(scenario, exact, dice);
    if (scenario.config.places.back().name == "here")
        scenario.config.settings.threads = scenario.machines.back().slots;
    for (std::int64_t b = 0; b < std::ssize(scenario.plan.boards); ++b)
        scenario.boards[scenario.plan.boards[static_cast<std::size_t>(b)].name] = b;
    for (std::int64_t c = 0; c < std::ssize(scenario.plan.commits); ++c)
        scenario.commits[scenario.plan.commits[static_cast<std::size_t>(c)].value_or("")] = c;
    for (std::int64_t i = 0; i < scenario.builds(); ++i)
        if (dice.comes(scenario.faults.rate(Fault::poison)))
            scenario.poison.insert({core::BoardId{i / std::ssize(scenario.plan.commits)},
                                    core::CommitId{i % std::ssize(scenario.plan.commits)}});
    return scenario;
}

}  // namespace bm::sim
