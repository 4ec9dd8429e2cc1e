// SPDX-License-Identifier: GPL-2.0-or-later
// How long everything lasts, and who helps the slot that would be the last to end.
#include <algorithm>
#include <ranges>
#include <utility>

#include "domain/schedule/queue.hpp"
#include "domain/schedule/split.hpp"

namespace bm::schedule {
namespace {

/// Of the rests that last longest, those that are looked at for one slot.
constexpr int most_looked_at = 4;
constexpr std::int64_t latest = 100'000;  // per mille of what a piece was expected to take

}  // namespace

// ---- how long

/// A piece that lasts longer than was expected says that the rest will, too.
core::Instant Queue::end_of(const Entry& entry, core::Instant now) const {
    const auto& [place, given, time] = *entry.owner;
    auto rest = costs_->all(entry.job.board, entry.job.commits, false, place);
    const auto so_far = now - given;
    if (so_far <= time) return given + time + rest;
    const auto late =
        std::min(so_far.count() * 1000 / std::max<std::int64_t>(time.count(), 1), latest);
    return now + rest * late / 1000;
}

std::int64_t Queue::weight_of(const Entry& entry, core::Instant now) const {
    const auto& job = entry.job;
    if (!costs_) return std::ssize(job.commits);
    if (entry.owner) return end_of(entry, now).time_since_epoch().count();
    return costs_->all(job.board, job.commits, true, Costs::mean_place).count();
}

void Queue::weigh(core::Instant now) {
    if (!costs_) return;
    std::vector<At> all;
    for (const auto* index : {&again_, &fresh_, &begun_, &alone_})
        all.insert(all.end(), index->begin(), index->end());
    again_.clear();
    fresh_.clear();
    begun_.clear();
    alone_.clear();
    for (const auto at : all) {
        at->second.weight = weight_of(at->second, now);
        file(at);
    }
}

core::Duration Queue::waiting() const {
    core::Duration result{0};
    if (!costs_) return result;
    for (const auto& [key, entry] : jobs_)
        if (!entry.owner)
            result += costs_->all(entry.job.board, entry.job.commits, true, Costs::mean_place);
    return result;
}

std::optional<core::Instant> Queue::end_of_rest(core::BuildId last, std::size_t place,
                                                core::Instant now) const {
    const auto at = jobs_.upper_bound({last.board, last.commit});
    if (at == jobs_.end() || at->first.first != last.board || !at->second.owner ||
        at->second.owner->place != place)
        return std::nullopt;
    return end_of(at->second, now);
}

// ---- the end of a rest

/// How many positions, from the last one, the slot takes; see the specification.
std::size_t Queue::share_of(const Entry& entry, const Pace& pace, core::Instant now) const {
    const auto& job = entry.job;
    auto owner_ends = end_of(entry, now);
    auto taker_ends = now + costs_->first(job.board, pace.place);
    const bool in_time = taker_ends <= pace.end;
    std::size_t share = 0;
    for (const auto commit : std::views::reverse(job.commits)) {
        if (owner_ends <= pace.end) break;
        owner_ends -= costs_->next({job.board, commit}, entry.owner->place);
        if (taker_ends > (in_time ? pace.end : owner_ends)) break;
        // A full build, until there is one before it.
        taker_ends += costs_->next({job.board, commit}, pace.place);
        ++share;
    }
    return share;
}

std::optional<Job> Queue::give_end_of_rest(const Offer& offer, core::Instant now) {
    const auto& pace = *offer.pace;
    int looked_at = 0;
    for (const auto at : begun_) {
        if (core::Instant{core::Duration{at->second.weight}} <= pace.end) break;
        if (offer.impossible.contains(at->first.first)) continue;
        if (++looked_at > most_looked_at) break;
        const auto share = share_of(at->second, pace, now);
        if (share == 0) continue;
        const auto owner = at->second.owner;
        auto kept = take_out(at);
        auto end = end_of_job(kept, kept.commits.size() - share);
        if (!kept.commits.empty()) insert({std::move(kept), owner}, now);
        return give_piece(insert({std::move(end)}, now), pace, false, now);
    }
    return std::nullopt;
}

}  // namespace bm::schedule
