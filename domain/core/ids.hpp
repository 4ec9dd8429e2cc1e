// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>

namespace bm::core {

/// A number that cannot be mistaken for another kind of number.
template <class Tag>
struct Id {
    std::int64_t value = 0;

    friend auto operator<=>(const Id&, const Id&) = default;
};

using BoardId = Id<struct BoardTag>;    ///< Position of a board in the campaign's list.
using CommitId = Id<struct CommitTag>;  ///< Position of a commit in the campaign's list, oldest 0.
using WorkerId = Id<struct WorkerTag>;  ///< One worker process; a restarted worker is a new one.
using LeaseId = Id<struct LeaseTag>;    ///< One job given to one worker; never used twice.
using SlotId = Id<struct SlotTag>;      ///< A worker's slot, from 0.

/// The smallest thing that has an outcome: one board at one commit.
struct BuildId {
    BoardId board;
    CommitId commit;

    friend auto operator<=>(const BuildId&, const BuildId&) = default;
};

}  // namespace bm::core
