// SPDX-License-Identifier: GPL-2.0-or-later
// The places and their sessions, and what is known of them without asking each.
#include <algorithm>
#include <utility>

#include "domain/boss/campaign.hpp"

namespace bm::boss {

/// Keeps what is known of the place's session.
void Campaign::look_at(Place& place) {
    const auto index = position_of(place);
    const auto due = place.session ? place.session->next_deadline() : std::nullopt;
    if (due != place.due) {
        if (place.due) due_.erase({*place.due, index});
        if (due) due_.emplace(*due, index);
        place.due = due;
    }
    const auto free = place.session ? place.session->free_slots() : 0;
    if (free > place.free_slots) {
        offer_ = true;
        unasked_.insert(index);
    }
    if (free == 0) {
        free_.erase(index);
        unasked_.erase(index);
    }
    if (free > 0) free_.insert(index);
    place.free_slots = free;
    const auto slots = place.session ? place.session->slots() : 0;
    slots_ += slots;
    slots_ -= std::exchange(place.slots, slots);
}

void Campaign::remember_built(Place& place, core::LeaseId lease, core::BuildId build) {
    std::erase_if(place.built, [&](const auto& entry) { return entry.first == lease; });
    place.built.emplace_back(lease, build);
}

/// The slot that took the job holds nothing else any more: the one that it goes on in, or else that
/// which ended first.
void Campaign::forget_built(Place& place, const schedule::Job& given) {
    if (!place.session) return;
    const auto ended = [&](const auto& entry) { return !place.session->holds(entry.first); };
    const auto before = std::ranges::find_if(place.built, [&](const auto& entry) {
        return ended(entry) && entry.second.board == given.board;
    });
    if (before != place.built.end()) place.built.erase(before);
    auto most = place.free_slots;
    for (auto at = place.built.end(); at != place.built.begin();) {
        --at;
        if (!ended(*at)) continue;
        if (most > 0)
            --most;
        else
            at = place.built.erase(at);
    }
}

/// The worker is gone, or never came.
void Campaign::end_session(Place& place) {
    place.session.reset();
    workers_.erase(place.worker);
    idle_.insert(position_of(place));
    look_at(place);
}

Campaign::Place* Campaign::find(core::WorkerId worker) {
    const auto place = workers_.find(worker);
    return place == workers_.end() ? nullptr : &places_[place->second];
}

std::size_t Campaign::position_of(const Place& place) const {
    return static_cast<std::size_t>(&place - places_.data());
}

bool Campaign::wanted(const Place& place) const {
    return !ending_ && !place.retired && !place.session && !place.coming && place.tidied &&
           queue_.has_any(place.impossible);
}

std::vector<std::pair<std::string, AtWork>> Campaign::at_work() const {
    std::vector<std::pair<std::string, AtWork>> result;
    for (const auto& place : places_)
        if (place.session)
            for (const auto& at : place.session->at_work()) result.emplace_back(place.name, at);
    return result;
}

}  // namespace bm::boss
