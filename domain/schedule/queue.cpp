// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/schedule/queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace bm::schedule {
namespace {

bool before(const Job& a, const Job& b) {
    return std::pair(a.board, a.commits.front()) < std::pair(b.board, b.commits.front());
}

bool can_be_halved(const Job& job) { return job.commits.size() >= 2 * least_part; }

bool is_ready(const Job& job, core::Instant now) { return job.not_before <= now; }

/// Takes the second half, the smaller one, out of the job.
Job second_half(Job& job) {
    auto result = job;
    const auto middle = static_cast<std::ptrdiff_t>((job.commits.size() + 1) / 2);
    result.commits.erase(result.commits.begin(), result.commits.begin() + middle);
    job.commits.erase(job.commits.begin() + middle, job.commits.end());
    return result;
}

bool goes_on(const Job& job, const std::vector<core::BuildId>& warm) {
    return std::ranges::any_of(warm, [&](core::BuildId last) {
        return last.board == job.board && last.commit < job.commits.front();
    });
}

void append(std::vector<core::BuildId>& builds, const Job& job) {
    for (const auto commit : job.commits) builds.push_back({job.board, commit});
}

}  // namespace

void Queue::put(Job job) {
    if (job.commits.empty()) return;
    const auto at = std::ranges::upper_bound(jobs_, job, before);
    jobs_.insert(at, std::move(job));
}

std::size_t Queue::waiting(core::Instant now) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        jobs_, [now](const Job& job) { return !job.alone && is_ready(job, now); }));
}

void Queue::halve(std::size_t index) {
    auto rest = second_half(jobs_[index]);
    put(std::move(rest));
}

void Queue::spread(std::size_t free_slots, core::Instant now) {
    for (auto there = waiting(now); there < free_slots; ++there) {
        std::optional<std::size_t> longest;
        for (std::size_t i = 0; i < jobs_.size(); ++i) {
            if (jobs_[i].alone || !is_ready(jobs_[i], now) || !can_be_halved(jobs_[i])) continue;
            if (!longest || jobs_[i].commits.size() > jobs_[*longest].commits.size()) longest = i;
        }
        if (!longest) return;
        halve(*longest);
    }
}

std::optional<std::size_t> Queue::choose(const Offer& offer, core::Instant now) const {
    std::optional<std::size_t> first;
    std::optional<std::size_t> alone;
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
        const auto& job = jobs_[i];
        if (!is_ready(job, now) || offer.impossible.contains(job.board)) continue;
        if (job.alone) {
            if (!alone) alone = i;
        } else if (goes_on(job, offer.warm)) {
            return i;
        } else if (!first) {
            first = i;
        }
    }
    if (first) return first;
    return offer.worker_is_idle ? alone : std::nullopt;
}

std::optional<Job> Queue::take(const Offer& offer, std::size_t slots, core::Instant now) {
    const auto index = choose(offer, now);
    if (!index) return std::nullopt;
    auto& chosen = jobs_[*index];
    if (offer.whole && !chosen.alone) return take_whole(*index, now);
    if (!chosen.alone && slots > 1 && waiting(now) == 1 && can_be_halved(chosen)) {
        auto given = chosen;
        chosen = second_half(given);
        return given;
    }
    return take_out(*index);
}

Job Queue::take_out(std::size_t index) {
    auto job = std::move(jobs_[index]);
    jobs_.erase(jobs_.begin() + static_cast<std::ptrdiff_t>(index));
    return job;
}

Job Queue::take_whole(std::size_t index, core::Instant now) {
    auto whole = take_out(index);
    while (true) {
        const auto more = std::ranges::find_if(jobs_, [&](const Job& job) {
            return job.board == whole.board && !job.alone && is_ready(job, now);
        });
        if (more == jobs_.end()) break;
        const auto part = take_out(static_cast<std::size_t>(more - jobs_.begin()));
        whole.commits.insert(whole.commits.end(), part.commits.begin(), part.commits.end());
    }
    std::ranges::sort(whole.commits);
    return whole;
}

std::vector<core::BuildId> Queue::drop(const std::set<core::BoardId>& impossible_everywhere) {
    std::vector<core::BuildId> result;
    for (const auto& job : jobs_)
        if (impossible_everywhere.contains(job.board)) append(result, job);
    std::erase_if(jobs_, [&](const Job& job) { return impossible_everywhere.contains(job.board); });
    return result;
}

std::vector<core::BuildId> Queue::drop_all() {
    std::vector<core::BuildId> result;
    for (const auto& job : std::exchange(jobs_, {})) append(result, job);
    return result;
}

bool Queue::has_any(const std::set<core::BoardId>& impossible) const {
    return std::ranges::any_of(jobs_,
                               [&](const Job& job) { return !impossible.contains(job.board); });
}

std::optional<core::Instant> Queue::next_ready(core::Instant now) const {
    std::optional<core::Instant> result;
    for (const auto& job : jobs_)
        if (!is_ready(job, now) && (!result || job.not_before < *result)) result = job.not_before;
    return result;
}

std::optional<std::string> Queue::broken_invariant() const {
    std::set<core::BuildId> seen;
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
        const auto& job = jobs_[i];
        if (job.commits.empty()) return "a job is empty";
        if (!std::ranges::is_sorted(job.commits)) return "the positions of a job do not ascend";
        if (i > 0 && !before(jobs_[i - 1], job)) return "the jobs are not in order";
        for (const auto commit : job.commits)
            if (!seen.insert({job.board, commit}).second) return "a position is in two jobs";
    }
    return std::nullopt;
}

}  // namespace bm::schedule
