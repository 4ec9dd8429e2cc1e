// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/ledger/ledger.hpp"

#include <utility>

namespace bm::ledger {
namespace {

/// What to say to someone who expected the build in another state.
Refusal refusal_of(State state) {
    switch (state) {
        case State::missing:
        case State::leased:
            return Refusal::not_leased;
        case State::storing:
        case State::accepted:
        case State::from_earlier_run:
            return Refusal::second;
        case State::given_up:
            return Refusal::given_up;
        case State::absent:
            return Refusal::unknown_build;
    }
    return Refusal::not_leased;
}

}  // namespace

std::string_view text(Refusal refusal) {
    switch (refusal) {
        case Refusal::unknown_build:
            return "no such build in this campaign";
        case Refusal::not_leased:
            return "nobody owes this build";
        case Refusal::other_lease:
            return "another lease owes this build";
        case Refusal::second:
            return "this build has its outcome already";
        case Refusal::given_up:
            return "this build was given up";
    }
    return "";
}

Ledger::Ledger(std::size_t boards, std::size_t commits)
    : boards_(boards), commits_(commits), entries_(boards * commits) {
    counts_.missing = entries_.size();
}

core::Expected<void, Refusal> Ledger::take_from_earlier_run(core::BuildId build) {
    return move(build, State::missing, State::from_earlier_run);
}

core::Expected<void, Refusal> Ledger::leave_out(core::BuildId build) {
    return move(build, State::missing, State::absent);
}

core::Expected<void, Refusal> Ledger::lease(core::BuildId build, core::LeaseId lease) {
    if (const auto* entry = find(build); entry && entry->state == State::leased)
        return tl::unexpected(Refusal::other_lease);
    auto moved = move(build, State::missing, State::leased);
    if (moved) find(build)->lease = lease;
    return moved;
}

core::Expected<void, Refusal> Ledger::receive(core::BuildId build, core::LeaseId lease) {
    const auto* entry = find(build);
    if (entry && entry->state == State::leased && entry->lease != lease)
        return tl::unexpected(Refusal::other_lease);
    return move(build, State::leased, State::storing);
}

core::Expected<void, Refusal> Ledger::receive_late(core::BuildId build) {
    auto* entry = find(build);
    if (!entry) return tl::unexpected(Refusal::unknown_build);
    const auto from = entry->state;
    if (from != State::missing && from != State::leased && from != State::given_up)
        return tl::unexpected(refusal_of(from));
    reasons_.erase(build);
    set(*entry, State::storing);
    return {};
}

core::Expected<void, Refusal> Ledger::accept(core::BuildId build) {
    return move(build, State::storing, State::accepted);
}

core::Expected<void, Refusal> Ledger::give_back(core::BuildId build) {
    const auto* entry = find(build);
    const bool storing = entry && entry->state == State::storing;
    return move(build, storing ? State::storing : State::leased, State::missing);
}

core::Expected<void, Refusal> Ledger::give_up(core::BuildId build, std::string reason) {
    const auto* entry = find(build);
    const auto from = entry ? entry->state : State::missing;
    if (from == State::accepted || from == State::from_earlier_run)
        return tl::unexpected(Refusal::second);
    if (from == State::given_up) return tl::unexpected(Refusal::given_up);
    auto moved = move(build, from, State::given_up);
    if (moved) reasons_.emplace(build, std::move(reason));
    return moved;
}

std::optional<State> Ledger::state(core::BuildId build) const {
    const auto* entry = find(build);
    return entry ? std::optional(entry->state) : std::nullopt;
}

std::optional<core::LeaseId> Ledger::lease_of(core::BuildId build) const {
    const auto* entry = find(build);
    if (!entry || entry->state != State::leased) return std::nullopt;
    return entry->lease;
}

std::vector<core::BuildId> Ledger::in_state(State state) const {
    std::vector<core::BuildId> result;
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (entries_[i].state == state)
            result.push_back({core::BoardId{static_cast<std::int64_t>(i / commits_)},
                              core::CommitId{static_cast<std::int64_t>(i % commits_)}});
    return result;
}

const Ledger::Entry* Ledger::find(core::BuildId build) const {
    const auto board = static_cast<std::size_t>(build.board.value);
    const auto commit = static_cast<std::size_t>(build.commit.value);
    if (build.board.value < 0 || build.commit.value < 0 || board >= boards_ || commit >= commits_)
        return nullptr;
    return &entries_[board * commits_ + commit];
}

Ledger::Entry* Ledger::find(core::BuildId build) {
    return const_cast<Entry*>(std::as_const(*this).find(build));
}

core::Expected<void, Refusal> Ledger::move(core::BuildId build, State from, State to) {
    auto* entry = find(build);
    if (!entry) return tl::unexpected(Refusal::unknown_build);
    if (entry->state != from) return tl::unexpected(refusal_of(entry->state));
    set(*entry, to);
    return {};
}

void Ledger::set(Entry& entry, State to) {
    --count(entry.state);
    entry.state = to;
    ++count(to);
}

std::size_t& Ledger::count(State state) {
    switch (state) {
        case State::missing:
            return counts_.missing;
        case State::leased:
            return counts_.leased;
        case State::storing:
            return counts_.storing;
        case State::accepted:
            return counts_.accepted;
        case State::given_up:
            return counts_.given_up;
        case State::from_earlier_run:
            return counts_.from_earlier_run;
        case State::absent:
            return counts_.absent;
    }
    return counts_.missing;
}

}  // namespace bm::ledger
