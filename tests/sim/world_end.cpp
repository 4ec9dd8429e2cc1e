// SPDX-License-Identifier: GPL-2.0-or-later
// Whether a run kept every promise.
#include <fmt/format.h>

#include "tests/sim/world.hpp"

namespace bm::sim {

/// What is given up needs more faults than the limits allow.
void World::check_reason(core::BuildId build, const std::string& reason) {
    const auto says = [&](const char* words) { return reason.find(words) != std::string::npos; };
    const auto& board = scenario_.plan.boards.at(static_cast<std::size_t>(build.board.value)).name;
    const auto how = report_.finish->how;
    bool justified = false;
    if (says("no worker is left")) justified = report_.faults >= 5;
    if (says("workers died while they built it")) justified = report_.faults >= 2;
    if (says("attempts failed")) justified = blows_[build] + report_.faults >= 3;
    if (says("no toolchain")) justified = scenario_.without_toolchain.contains(board);
    if (says("interrupted")) justified = how == boss::Finish::How::interrupted;
    if (says("is full")) justified = how == boss::Finish::How::no_space;
    if (!justified) complain("given up without need: " + reason);
}

void World::check_end() {
    if (!report_.finish) return complain("the campaign did not end");
    for (const auto& [id, process] : processes_)
        if (process->state == Process::State::running ||
            (process->state == Process::State::left && !impatient_))
            complain("a worker is left");
    std::map<core::BuildId, std::string> reasons;
    for (const auto& [build, reason] : report_.finish->not_obtained) {
        check_reason(build, reason);
        if (!reasons.emplace(build, reason).second) complain("a build is missing twice");
    }
    std::size_t newly = 0;
    for (std::int64_t b = 0; b < std::ssize(scenario_.plan.boards); ++b)
        for (std::int64_t c = 0; c < std::ssize(scenario_.plan.commits); ++c) {
            const core::BuildId build{core::BoardId{b}, core::CommitId{c}};
            const int times = report_.stored.contains(build) ? report_.stored.at(build) : 0;
            const int known = scenario_.plan.already.contains(build) ? 1 : 0;
            const int missing = reasons.contains(build) ? 1 : 0;
            newly += static_cast<std::size_t>(times);
            const int wanted = scenario_.plan.absent.contains(build) ? 0 : 1;
            if (times + known + missing != wanted)
                complain(fmt::format("board {} commit {}: {} stored, {} known, {} missing", b, c,
                                     times, known, missing));
        }
    const auto& counts = report_.finish->counts;
    if (counts.newly != newly) complain("the count of new builds is not true");
    if (counts.ok + counts.warned + counts.failed != counts.newly + counts.previously)
        complain("the counts of verdicts do not add up");
    if (counts.given_up + counts.missing != reasons.size())
        complain("the count of builds without outcome is not true");
    if (counts.total != counts.ok + counts.warned + counts.failed + reasons.size())
        complain("the total does not add up");
}

}  // namespace bm::sim
