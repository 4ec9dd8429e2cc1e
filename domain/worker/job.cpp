// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/job.hpp"

#include <algorithm>

#include "domain/core/names.hpp"
#include "domain/worker/answers.hpp"
#include "domain/worker/configuration.hpp"

namespace bm::worker {
namespace {

/// Bounds what a boss can make a worker remember.
constexpr std::size_t most_owed = 1'000'000;
/// A longer name would be echoed in every result.
constexpr std::size_t longest_echoed_name = 1024;

}  // namespace

void JobQueue::open(std::size_t commits) {
    clear();
    commits_ = static_cast<std::int64_t>(commits);
}

void JobQueue::clear() {
    waiting_.clear();
    owed_.clear();
    leases_.clear();
    owed_count_ = 0;
}

core::Expected<std::deque<std::int64_t>> JobQueue::wanted(
    const protocol::BuildBoard& request) const {
    std::deque<std::int64_t> positions;
    if (!request.positions) {
        for (std::int64_t i = 0; i < commits_; ++i) positions.push_back(i);
        return positions;
    }
    positions.assign(request.positions->begin(), request.positions->end());
    std::ranges::sort(positions);
    if (positions.empty()) return core::fail(core::ErrorKind::refused, "it wants no position");
    if (positions.front() < 0 || positions.back() >= commits_)
        return core::fail(core::ErrorKind::refused,
                          "it wants a position outside 0.." + std::to_string(commits_ - 1));
    if (std::ranges::adjacent_find(positions) != positions.end())
        return core::fail(core::ErrorKind::refused, "it wants a position twice");
    return positions;
}

core::Expected<void> JobQueue::accept(const protocol::BuildBoard& request,
                                      const std::optional<Doom>& doom) {
    const auto refuse = [&](const std::string& why) {
        return core::fail(core::ErrorKind::refused,
                          "build_board " + shown(request.board) + ": " + why);
    };
    if (request.board.size() > longest_echoed_name) return refuse("its name is too long");
    auto positions = wanted(request);
    if (!positions) return refuse(positions.error().message);
    if (owed_count_ + positions->size() > most_owed) return refuse("too many builds are waiting");
    if (request.lease && leases_.contains(*request.lease))
        return refuse("lease " + std::to_string(*request.lease) + " is open already");
    if (const auto board = owed_.find(request.board); board != owed_.end())
        for (const auto position : *positions)
            if (board->second.contains(position))
                return refuse("position " + std::to_string(position) + " is still owed");

    Job job{request.board,     request.arch,          request.lease, request.make_flags,
            request.defconfig, std::move(*positions), doom};
    if (!core::is_board_name(job.board))
        job.doom = Doom{protocol::Cause::start, "refused board name " + shown(job.board)};
    for (const auto& goal : job.defconfig)
        if (!is_goal(goal))
            job.doom = Doom{protocol::Cause::start, "defconfig is no goal of make, " + shown(goal)};
    owed_count_ += job.positions.size();
    owed_[job.board].insert(job.positions.begin(), job.positions.end());
    if (job.lease) leases_.insert(*job.lease);
    waiting_.push_back(std::move(job));
    return {};
}

std::optional<Job> JobQueue::take(const std::function<bool(const Job&)>& fits) {
    const auto found = std::ranges::find_if(waiting_, fits);
    if (found == waiting_.end()) return std::nullopt;
    std::optional<Job> job = std::move(*found);
    waiting_.erase(found);
    return job;
}

void JobQueue::forget(const std::string& board, std::int64_t position) {
    const auto entry = owed_.find(board);
    if (entry == owed_.end() || entry->second.erase(position) == 0) return;
    --owed_count_;
    if (entry->second.empty()) owed_.erase(entry);
}

void JobQueue::settle(const Job& job, std::int64_t position) {
    forget(job.board, position);
    if (job.lease && job.positions.empty()) leases_.erase(*job.lease);
}

void JobQueue::drop(const Job& job) {
    for (const auto position : job.positions) forget(job.board, position);
    if (job.lease) leases_.erase(*job.lease);
}

bool JobQueue::cancel(std::int64_t lease) {
    const auto job = std::ranges::find_if(waiting_, [&](const Job& j) { return j.lease == lease; });
    if (job == waiting_.end()) return false;
    drop(*job);
    waiting_.erase(job);
    return true;
}

}  // namespace bm::worker
