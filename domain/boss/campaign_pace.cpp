// SPDX-License-Identifier: GPL-2.0-or-later
// When all is expected to be done, and how much a slot gets at a time until then.
#include <algorithm>
#include <vector>

#include "domain/boss/campaign.hpp"
#include "domain/schedule/horizon.hpp"

namespace bm::boss {
namespace {

/// Of a slot's time.
constexpr core::Duration shortest_piece{2'000};
constexpr core::Duration longest_piece{60'000};
constexpr std::int64_t pieces_left = 16;  ///< so that the last ones are short
/// Positions given at once while it is not known what they take.
constexpr std::size_t most_guessed = 8;
/// A slot cannot be filled to the very moment, for builds are whole. Of the time that is left.
constexpr std::int64_t unused = 8;
/// What was expected holds for a part of the time that is left, and of the slots that get a job.
constexpr std::int64_t looks_left = 64;
constexpr std::size_t looks_of_all_slots = 4;
constexpr core::Duration shortest_look{1'000};
constexpr core::Duration look_of_a_slot{1};  // so that looking takes a small part of the time
constexpr core::Duration longest_look{60'000};

}  // namespace

void Campaign::look_ahead() {
    if (now_ < next_look_ && given_ <= slots_ / looks_of_all_slots) return;
    given_ = 0;
    ++looks_;
    queue_.weigh(now_);
    end_ = schedule::end_of(slot_loads(), queue_.waiting(), now_);
    end_ += (end_ - now_) / unused;
    piece_ = std::clamp((end_ - now_) / pieces_left, shortest_piece, longest_piece);
    const core::Duration shortest =
        shortest_look + static_cast<std::int64_t>(slots_) * look_of_a_slot;
    next_look_ = now_ + std::max(shortest, std::min((end_ - now_) / looks_left, longest_look));
}

/// Few where each slot gets few in all: the first ones must not keep a slow slot for long.
std::size_t Campaign::guess() const {
    if (slots_ <= 1) return most_guessed;
    return std::clamp<std::size_t>(ledger_.counts().missing / slots_ / 4, 1, most_guessed);
}

std::vector<schedule::SlotLoad> Campaign::slot_loads() {
    std::vector<schedule::SlotLoad> result;
    std::erase_if(lent_, [&](const auto& entry) {
        const auto& session = places_[entry.second.place].session;
        return !session || !session->holds(entry.first);
    });
    const auto add = [&](core::Instant until, std::size_t place) {
        result.push_back({std::max(until, now_), costs_.speed(place), costs_.mean_extra(place)});
    };
    for (const auto& [lease, lent] : lent_)
        add(queue_.end_of_rest(lent.last, lent.place, now_).value_or(lent.until), lent.place);
    for (const auto index : free_)
        for (std::size_t i = 0; i < places_[index].free_slots; ++i) add(now_, index);
    return result;
}

}  // namespace bm::boss
