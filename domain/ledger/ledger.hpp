// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/core/ids.hpp"

namespace bm::ledger {

enum class State {
    missing,           ///< nobody has it; it must be built
    leased,            ///< a worker has it and owes its outcome
    storing,           ///< its outcome is here and is being written; nobody owes it any more
    accepted,          ///< its one outcome is stored
    given_up,          ///< it will get none in this campaign; the reason is known
    from_earlier_run,  ///< its outcome was stored before this campaign began
    absent,            ///< there is no such build: the board is not there at that commit
};

/// Why a change was not made; nothing has changed then.
enum class Refusal {
    unknown_build,  ///< not a build of this campaign
    not_leased,     ///< nobody owes it: never given, or taken back since
    other_lease,    ///< another lease owes it
    second,         ///< it has its outcome, or one that is being written
    given_up,       ///< it was given up before
};

std::string_view text(Refusal refusal);

struct Counts {
    std::size_t missing = 0;
    std::size_t leased = 0;
    std::size_t storing = 0;
    std::size_t accepted = 0;
    std::size_t given_up = 0;
    std::size_t from_earlier_run = 0;
    std::size_t absent = 0;
};

/// What is known of every build of a campaign. A build gets at most one outcome, and only under
/// the lease that owes it.
///
///     missing --lease--> leased --receive--> storing --accept--> accepted
///        ^                  |                   |
///        +----give_back-----+-----give_back-----+      any of the three --give_up--> given_up
///     missing, leased or given_up --receive_late--> storing: the first outcome counts, whoever
///     brings it
class Ledger {
  public:
    Ledger(std::size_t boards, std::size_t commits);

    core::Expected<void, Refusal> take_from_earlier_run(core::BuildId build);
    core::Expected<void, Refusal> leave_out(core::BuildId build);
    core::Expected<void, Refusal> lease(core::BuildId build, core::LeaseId lease);
    /// The outcome is here; from now on a second one is refused.
    core::Expected<void, Refusal> receive(core::BuildId build, core::LeaseId lease);
    /// An outcome is here under a lease that does not owe it any more.
    core::Expected<void, Refusal> receive_late(core::BuildId build);
    /// The outcome is stored.
    core::Expected<void, Refusal> accept(core::BuildId build);
    /// The lease does not owe it any more, or its outcome could not be stored.
    core::Expected<void, Refusal> give_back(core::BuildId build);
    core::Expected<void, Refusal> give_up(core::BuildId build, std::string reason);

    std::optional<State> state(core::BuildId build) const;
    /// Which owes it now.
    std::optional<core::LeaseId> lease_of(core::BuildId build) const;
    const Counts& counts() const { return counts_; }
    /// Every build is accepted, given up, from an earlier run or absent.
    bool full() const { return counts_.missing + counts_.leased + counts_.storing == 0; }
    std::vector<core::BuildId> in_state(State state) const;
    const std::map<core::BuildId, std::string>& given_up() const { return reasons_; }

  private:
    struct Entry {
        State state = State::missing;
        core::LeaseId lease;
    };

    Entry* find(core::BuildId build);
    const Entry* find(core::BuildId build) const;
    core::Expected<void, Refusal> move(core::BuildId build, State from, State to);
    void set(Entry& entry, State to);
    std::size_t& count(State state);

    std::size_t boards_ = 0;
    std::size_t commits_ = 0;
    std::vector<Entry> entries_;
    Counts counts_;
    std::map<core::BuildId, std::string> reasons_;
};

}  // namespace bm::ledger
