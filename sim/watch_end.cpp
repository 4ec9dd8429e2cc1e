// SPDX-License-Identifier: GPL-2.0-or-later
// Whether what a campaign says at its end is so.
#include <fmt/format.h>

#include <algorithm>

#include "sim/watch.hpp"

namespace bm::sim {

void Watch::check_reason(core::Instant now, const boss::Finish& finish, core::BuildId build,
                         const std::string& reason) {
    const auto says = [&](const char* words) { return reason.find(words) != std::string::npos; };
    const auto& attempt = attempts_[scenario_.index_of(build)];
    const bool tried = attempt.process && attempt.campaign == campaign_;
    const int failed = tried ? attempt.failed + (excused(attempt) ? 1 : 0) : 0;
    const auto& arch = scenario_.plan.boards[static_cast<std::size_t>(build.board.value)].arch;
    bool good = false;
    if (says("no worker is left"))
        good = std::ranges::all_of(faults_at_, [](auto faults) { return faults > 0; });
    if (says("workers died while they built it"))
        good = failed >= scenario_.config.limits.workers_killed;
    if (says("attempts failed")) good = failed >= scenario_.config.limits.machine_failures;
    if (says("no toolchain"))
        good = std::ranges::any_of(
            scenario_.machines, [&](const auto& machine) { return machine.lacks.contains(arch); });
    if (says("interrupted")) good = finish.how == boss::Finish::How::interrupted;
    if (says("is full")) good = finish.how == boss::Finish::How::no_space;
    if (!good)
        violated(now, invariant::explained,
                 name_of(build) + " is not obtained without need: " + reason);
}

void Watch::check_counts(core::Instant now, const boss::Finish& finish) {
    const auto& counts = finish.counts;
    const auto known = scenario_.plan.already.size() + stored_before_;
    if (counts.newly != stored_count_ - stored_before_ || counts.previously != known)
        violated(
            now, invariant::counts,
            fmt::format("{} newly and {} previously are told, {} and {} are true", counts.newly,
                        counts.previously, stored_count_ - stored_before_, known));
    if (counts.ok + counts.warned + counts.failed != counts.newly + counts.previously)
        violated(now, invariant::counts, "the verdicts do not add up");
    if (counts.given_up + counts.missing != finish.not_obtained.size() ||
        counts.total != counts.ok + counts.warned + counts.failed + finish.not_obtained.size())
        violated(now, invariant::counts, "the total does not add up");
}

void Watch::check_flakes(core::Instant now, const boss::Finish& finish) {
    std::vector<core::BuildId> named;
    for (const auto& flake : finish.flakes) named.push_back(flake.build);
    if (named != seconds_)
        violated(now, invariant::flakes,
                 fmt::format("{} builds have a second outcome, {} are named", seconds_.size(),
                             named.size()));
}

void Watch::finished(core::Instant now, const boss::Finish& finish, bool last) {
    std::vector<std::uint8_t> named(stored_.size());
    for (const auto& [build, reason] : finish.not_obtained) {
        if (!is_wanted(build)) {
            violated(now, invariant::asked_for, "named without need: " + name_of(build));
            continue;
        }
        if (named[scenario_.index_of(build)]++ > 0)
            violated(now, invariant::one_outcome, name_of(build) + " is named twice");
        check_reason(now, finish, build, reason);
    }
    for (std::int64_t b = 0; b < std::ssize(scenario_.plan.boards); ++b)
        for (std::int64_t c = 0; c < std::ssize(scenario_.plan.commits); ++c) {
            const core::BuildId build{core::BoardId{b}, core::CommitId{c}};
            const auto index = scenario_.index_of(build);
            if (is_wanted(build) && stored_[index] + named[index] != 1)
                violated(now, invariant::one_outcome,
                         fmt::format("{} has {} outcomes and is named {} times", name_of(build),
                                     stored_[index], named[index]));
        }
    check_counts(now, finish);
    check_flakes(now, finish);
    if (last && finish.how == boss::Finish::How::nowhere &&
        std::ranges::any_of(faults_at_, [](auto faults) { return faults == 0; }))
        violated(now, invariant::explained, "no machine could be used without need");
}

}  // namespace bm::sim
