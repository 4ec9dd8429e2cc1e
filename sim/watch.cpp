// SPDX-License-Identifier: GPL-2.0-or-later
#include "sim/watch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/protocol/limits.hpp"

namespace bm::sim {
namespace {

using namespace std::chrono_literals;
namespace limits = protocol::limits;

constexpr std::size_t most_violations = 20;
constexpr core::Duration longest_delay = 50s;  ///< of a line, as faults go
/// Until a worker whose link is gone has noticed and ended its builds.
constexpr core::Duration unwatched_limit = limits::boss_silence + longest_delay + 30s;
/// Until the boss has taken back what nobody works on: twice a silence, and what is under way.
constexpr core::Duration idle_limit = 2 * limits::worker_silence + longest_delay + 30s;
constexpr core::Duration longest_standstill = 15min;

}  // namespace

Watch::Watch(const Scenario& scenario)
    : scenario_(scenario),
      attempts_(static_cast<std::size_t>(scenario.builds())),
      stored_(attempts_.size()),
      storing_(attempts_.size()),
      faults_at_(scenario.machines.size()),
      unusable_(scenario.machines.size()) {}

void Watch::violated(core::Instant now, std::string_view invariant, const std::string& what) {
    if (violations_.size() >= most_violations) return;
    const auto seconds = static_cast<double>(now.time_since_epoch().count()) / 1000;
    violations_.push_back({std::string(invariant), fmt::format("{} at {:.3f} s", what, seconds)});
}

std::string Watch::name_of(core::BuildId build) const {
    return fmt::format("board{} at commit {}", build.board.value, build.commit.value);
}

bool Watch::is_wanted(core::BuildId build) const {
    const auto inside = [](std::int64_t value, std::size_t size) {
        return value >= 0 && static_cast<std::size_t>(value) < size;
    };
    return inside(build.board.value, scenario_.plan.boards.size()) &&
           inside(build.commit.value, scenario_.plan.commits.size()) &&
           !scenario_.plan.absent.contains(build) && !scenario_.plan.already.contains(build);
}

void Watch::started(core::Instant now, std::size_t machine) {
    if (unusable_[machine])
        violated(now, invariant::one_worker,
                 fmt::format("a worker is started on machine{}, which cannot be used", machine));
}

void Watch::fault(core::Instant now, std::size_t machine) {
    ++faults_at_[machine];
    moved_ = now;
}

// ---- the life of a build

void Watch::campaign_begins(core::Instant now) {
    ++campaign_;
    stored_before_ = stored_count_;
    moved_ = now;
    std::ranges::fill(storing_, std::uint8_t{0});
    seconds_.clear();
    unusable_.assign(unusable_.size(), false);
    unwatched_.clear();
    idle_.clear();
}

bool Watch::excused(const Attempt& attempt) const {
    return attempt.excused || attempt.process->standing ||
           attempt.process->troubled >= attempt.begun ||
           attempt.process->faults > attempt.faults_before;
}

void Watch::given(core::Instant now, const boss::Lease& lease, const Process& process) {
    for (const auto commit : lease.commits) {
        const core::BuildId build{lease.board, commit};
        if (!is_wanted(build)) {
            violated(now, invariant::asked_for, "given without need: " + name_of(build));
            continue;
        }
        if (is_stored(build))
            violated(now, invariant::one_outcome, name_of(build) + " is given though it is stored");
        auto& attempt = attempts_[scenario_.index_of(build)];
        const bool again = attempt.process && attempt.campaign == campaign_;
        if (again && !excused(attempt))
            violated(now, invariant::explained, name_of(build) + " is tried again without a fault");
        attempt = {&process, now, process.faults, campaign_, again ? attempt.failed + 1 : 0, false};
    }
}

void Watch::stores(core::Instant now, const boss::Store& order, const std::vector<File>& files,
                   bool files_came) {
    const auto build = order.build;
    if (!is_wanted(build))
        return violated(now, invariant::asked_for, "accepted without need: " + name_of(build));
    auto& storing = storing_[scenario_.index_of(build)];
    if (storing++ > 0 || is_stored(build))
        violated(now, invariant::one_outcome, name_of(build) + " is stored twice");
    const auto& truth = scenario_.truth;
    if (scenario_.faults.rate(Fault::outcome_flaky) > 0)
        first_codes_[build] = static_cast<int>(order.result.return_code);
    const bool is_flaky =
        flaky_.contains(build) && order.result.return_code == truth.flaky_code(build);
    if ((order.result.return_code != truth.return_code(build) && !is_flaky) ||
        order.result.stderr_text != truth.err(build) ||
        order.result.stdout_text != truth.out(build))
        violated(now, invariant::true_outcome, name_of(build) + " has the outcome of another");
    if (files_came && files != truth.files(build))
        violated(now, invariant::true_outcome, name_of(build) + " has not its files whole");
}

void Watch::keeps_second(core::Instant now, const boss::KeepSecond& order) {
    const auto first = first_codes_.find(order.build);
    if (first == first_codes_.end() || first->second == order.result.return_code)
        violated(now, invariant::flakes, name_of(order.build) + " has no two outcomes");
    seconds_.push_back(order.build);
}

void Watch::store_failed(core::BuildId build) {
    storing_[scenario_.index_of(build)] = 0;
    blow(build);
}

void Watch::stored(core::Instant now, core::BuildId build) {
    const auto index = scenario_.index_of(build);
    storing_[index] = 0;
    if (stored_[index]++ > 0) return;
    ++stored_count_;
    moved_ = now;
}

// ---- from time to time

void Watch::doubt(core::Instant now, Doubts& doubts, std::size_t process, std::int64_t board,
                  core::Duration limit, const char* what) {
    auto& doubt = doubts.try_emplace({process, board}, Doubt{now, now}).first->second;
    doubt.seen = now;
    if (now - doubt.since <= limit) return;
    doubt.since = now;
    violated(now, invariant::slots_agree,
             fmt::format("worker {} {} board{}", process, what, board));
}

void Watch::compare_slots(core::Instant now, const Process& process,
                          const std::set<std::int64_t>& builds, const std::set<std::int64_t>& held,
                          const std::set<std::int64_t>& works_on, bool all_said) {
    for (const auto board : builds)
        if (!held.contains(board))
            doubt(now, unwatched_, process.number, board, unwatched_limit,
                  "works on what its boss does not know of:");
    if (all_said)
        for (const auto board : held)
            if (!works_on.contains(board))
                doubt(now, idle_, process.number, board, idle_limit,
                      "does not work on what its boss waits for:");
    const auto gone = [&](const auto& entry) {
        return entry.first.first == process.number && entry.second.seen != now;
    };
    std::erase_if(unwatched_, gone);
    std::erase_if(idle_, gone);
}

void Watch::check_progress(core::Instant now, bool missing) {
    if (!missing || now - moved_ <= longest_standstill) return;
    moved_ = now;
    violated(now, invariant::progress,
             fmt::format("neither an outcome nor a fault for {} min while builds are missing",
                         longest_standstill / 1min));
}

}  // namespace bm::sim
