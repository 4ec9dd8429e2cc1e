// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/schedule/queue.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "domain/schedule/split.hpp"

namespace bm::schedule {
namespace {

bool is_ready(const Job& job, core::Instant now) { return job.not_before <= now; }

void append(std::vector<core::BuildId>& builds, const Job& job) {
    for (const auto commit : job.commits) builds.push_back({job.board, commit});
}

}  // namespace

bool Queue::LongestFirst::operator()(const At& a, const At& b) const {
    return std::tuple(b->second.weight, a->first, &*a) <
           std::tuple(a->second.weight, b->first, &*b);
}

bool Queue::SoonestFirst::operator()(const At& a, const At& b) const {
    return std::tuple(a->second.job.not_before, a->first, &*a) <
           std::tuple(b->second.job.not_before, b->first, &*b);
}

// ---- what is where

void Queue::put(Job job) {
    if (job.commits.empty()) return;
    ++changes_;
    insert({std::move(job)}, core::Instant{});
}

Queue::At Queue::insert(Entry entry, core::Instant now) {
    entry.weight = weight_of(entry, now);
    const Key key{entry.job.board, entry.job.commits.front()};
    const auto at = jobs_.emplace(key, std::move(entry));
    if (const auto& others = at->second.job.elsewhere) elsewhere_.insert(others->until);
    if (at->second.job.not_before > core::Instant::min())
        later_.insert(at);
    else
        file(at);
    return at;
}

Queue::Index& Queue::index_of(At at) {
    if (at->second.job.alone) return alone_;
    if (at->second.owner) return begun_;
    return at->second.job.elsewhere ? again_ : fresh_;
}

/// Precondition: its moment has come.
void Queue::file(At at) { index_of(at).insert(at); }

/// Before anything that it is ordered by changes.
void Queue::unfile(At at) {
    if (later_.erase(at) > 0) return;
    index_of(at).erase(at);
}

void Queue::wake(core::Instant now) {
    while (!later_.empty() && is_ready((*later_.begin())->second.job, now)) {
        const auto at = *later_.begin();
        later_.erase(later_.begin());
        ++changes_;
        file(at);
    }
    while (!elsewhere_.empty() && *elsewhere_.begin() <= now) {
        elsewhere_.erase(elsewhere_.begin());
        ++changes_;
    }
}

Job Queue::take_out(At at) {
    unfile(at);
    auto job = std::move(at->second.job);
    jobs_.erase(at);
    if (job.elsewhere)
        if (const auto moment = elsewhere_.find(job.elsewhere->until); moment != elsewhere_.end())
            elsewhere_.erase(moment);
    return job;
}

bool Queue::withdraw(core::BuildId build) {
    auto at = jobs_.lower_bound(Key{build.board, core::CommitId{0}});
    for (; at != jobs_.end() && at->first.first == build.board; ++at) {
        if (!std::ranges::binary_search(at->second.job.commits, build.commit)) continue;
        const auto owner = at->second.owner;
        auto job = take_out(at);
        std::erase(job.commits, build.commit);
        if (!job.commits.empty())
            insert({std::move(job), owner}, owner ? owner->given : core::Instant{});
        return true;
    }
    return false;
}

// ---- the choice

/// Another slot goes on with it.
bool Queue::is_of_other(const Entry& entry, const Offer& offer) {
    return offer.pace && entry.owner && entry.owner->place != offer.pace->place;
}

bool Queue::is_open(const Job& job, const Offer& offer, core::Instant now) {
    if (!is_ready(job, now) || offer.impossible.contains(job.board)) return false;
    const auto& others = job.elsewhere;
    return !others || !offer.pace || others->not_at != offer.pace->place || others->until <= now;
}

/// The first job that goes on where a free slot ended.
std::optional<Queue::At> Queue::warm_job(const Offer& offer, core::Instant now) {
    std::optional<At> best;
    for (const auto last : offer.warm) {
        auto at = jobs_.upper_bound({last.board, last.commit});
        while (at != jobs_.end() && at->first.first == last.board &&
               (at->second.job.alone || !is_open(at->second.job, offer, now) ||
                is_of_other(at->second, offer)))
            ++at;
        if (at == jobs_.end() || at->first.first != last.board) continue;
        if (!best || at->first < (*best)->first) best = at;
    }
    return best;
}

std::optional<Queue::At> Queue::first_of(const Index& index, const Offer& offer,
                                         core::Instant now) const {
    for (const auto& at : index)
        if (is_open(at->second.job, offer, now)) return at;
    return std::nullopt;
}

std::optional<Job> Queue::take(const Offer& offer, core::Instant now) {
    wake(now);
    if (offer.worker_is_idle)
        if (const auto alone = first_of(alone_, offer, now)) return take_out(*alone);
    const auto again = first_of(again_, offer, now);
    const auto warm = again ? std::nullopt : warm_job(offer, now);
    const auto first = again ? again : warm ? warm : first_of(fresh_, offer, now);
    if (first && offer.whole) return take_whole(*first, offer, now);
    if (first && offer.pace) return give_piece(*first, *offer.pace, warm.has_value(), now);
    if (first) return take_out(*first);
    return give_rest(offer, now);
}

std::size_t Queue::piece_of(const Job& job, const Pace& pace, bool goes_on) const {
    if (!costs_->known()) return std::min(std::max<std::size_t>(pace.guess, 1), job.commits.size());
    auto left = pace.piece;
    std::size_t count = 0;
    for (const auto commit : job.commits) {
        left -= count == 0 && !goes_on ? costs_->first(job.board, pace.place)
                                       : costs_->next({job.board, commit}, pace.place);
        if (left < core::Duration{0}) break;
        ++count;
    }
    return std::max<std::size_t>(count, 1);
}

Job Queue::give_piece(At at, const Pace& pace, bool goes_on, core::Instant now) {
    auto job = take_out(at);
    const auto size = piece_of(job, pace, goes_on);
    if (size == job.commits.size()) return job;
    auto rest = end_of_job(job, size);
    const auto time = costs_->all(job.board, job.commits, !goes_on, pace.place);
    insert({std::move(rest), Owner{pace.place, now, time}}, now);
    return job;
}

std::optional<Job> Queue::give_rest(const Offer& offer, core::Instant now) {
    if (offer.pace && !offer.whole) return give_end_of_rest(offer, now);
    const auto at = first_of(begun_, offer, now);
    if (!at) return std::nullopt;
    return offer.whole ? take_whole(*at, offer, now) : take_out(*at);
}

Job Queue::take_whole(At at, const Offer& offer, core::Instant now) {
    auto whole = take_out(at);
    for (auto more = jobs_.lower_bound({whole.board, core::CommitId{0}});
         more != jobs_.end() && more->first.first == whole.board;) {
        const auto next = std::next(more);
        if (!more->second.job.alone && is_open(more->second.job, offer, now)) {
            const auto part = take_out(more);
            whole.commits.insert(whole.commits.end(), part.commits.begin(), part.commits.end());
        }
        more = next;
    }
    std::ranges::sort(whole.commits);
    return whole;
}

bool Queue::forget_begun(core::BoardId board) {
    bool any = false;
    for (auto at = jobs_.lower_bound({board, core::CommitId{0}});
         at != jobs_.end() && at->first.first == board; ++at) {
        if (!at->second.owner) continue;
        unfile(at);
        at->second.owner.reset();
        at->second.weight = weight_of(at->second, core::Instant{});
        file(at);
        any = true;
    }
    if (any) ++changes_;
    return any;
}

// ---- all of them

std::vector<core::BuildId> Queue::drop(const std::set<core::BoardId>& impossible_everywhere) {
    std::vector<core::BuildId> result;
    for (const auto board : impossible_everywhere)
        for (auto at = jobs_.lower_bound({board, core::CommitId{0}});
             at != jobs_.end() && at->first.first == board;)
            append(result, take_out(at++));
    return result;
}

std::vector<core::BuildId> Queue::drop_all() {
    std::vector<core::BuildId> result;
    while (!jobs_.empty()) append(result, take_out(jobs_.begin()));
    return result;
}

bool Queue::any_ready(core::Instant now) {
    wake(now);
    return !again_.empty() || !fresh_.empty() || !begun_.empty() || !alone_.empty();
}

bool Queue::has_any(const std::set<core::BoardId>& impossible) const {
    for (auto at = jobs_.begin(); at != jobs_.end();) {
        const auto board = at->first.first;
        if (!impossible.contains(board)) return true;
        at = jobs_.lower_bound({core::BoardId{board.value + 1}, core::CommitId{0}});
    }
    return false;
}

std::optional<core::Instant> Queue::next_ready(core::Instant now) const {
    std::optional<core::Instant> result;
    const auto moment = elsewhere_.upper_bound(now);
    if (moment != elsewhere_.end()) result = *moment;
    for (const auto& at : later_) {
        const auto ready = at->second.job.not_before;
        if (ready > now) return result ? std::min(*result, ready) : ready;
    }
    return result;
}

std::vector<Job> Queue::jobs() const {
    std::vector<Job> result;
    for (const auto& [key, entry] : jobs_) result.push_back(entry.job);
    return result;
}

std::optional<std::string> Queue::broken_invariant() const {
    std::set<core::BuildId> seen;
    for (const auto& [key, entry] : jobs_) {
        const auto& job = entry.job;
        if (job.commits.empty()) return "a job is empty";
        if (!std::ranges::is_sorted(job.commits)) return "the positions of a job do not ascend";
        if (key != Key{job.board, job.commits.front()}) return "the jobs are not in order";
        for (const auto commit : job.commits)
            if (!seen.insert({job.board, commit}).second) return "a position is in two jobs";
    }
    if (again_.size() + fresh_.size() + begun_.size() + alone_.size() + later_.size() !=
        jobs_.size())
        return "a job is not where it is looked for";
    return std::nullopt;
}

}  // namespace bm::schedule
