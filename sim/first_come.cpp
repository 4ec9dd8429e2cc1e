// SPDX-License-Identifier: GPL-2.0-or-later
#include "sim/first_come.hpp"

#include <algorithm>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

namespace bm::sim {
namespace {

struct Slot {
    core::Duration free_at{0};
    std::size_t number = 0;
    std::int64_t speed = 100;
};

bool later(const Slot& a, const Slot& b) {
    return std::tuple(a.free_at, a.number) > std::tuple(b.free_at, b.number);
}

core::Duration time_of_board(const Scenario& scenario, std::int64_t board) {
    core::Duration time{0};
    bool cold = true;
    for (std::int64_t c = 0; c < std::ssize(scenario.plan.commits); ++c) {
        const core::BuildId build{core::BoardId{board}, core::CommitId{c}};
        if (scenario.plan.absent.contains(build) || scenario.plan.already.contains(build)) continue;
        time += scenario.truth.time(build, std::exchange(cold, false));
    }
    return time;
}

}  // namespace

core::Duration first_come_duration(const Scenario& scenario) {
    std::priority_queue<Slot, std::vector<Slot>, decltype(&later)> slots(later);
    for (const auto& machine : scenario.machines)
        for (std::int64_t i = 0; i < machine.slots; ++i)
            slots.push({scenario.truth.worktree(slots.size()), slots.size(), machine.speed});
    core::Duration end{0};
    for (std::int64_t board = 0; board < std::ssize(scenario.plan.boards); ++board) {
        auto slot = slots.top();
        slots.pop();
        slot.free_at += time_of_board(scenario, board) * 100 / slot.speed;
        end = std::max(end, slot.free_at);
        slots.push(slot);
    }
    return end;
}

}  // namespace bm::sim
