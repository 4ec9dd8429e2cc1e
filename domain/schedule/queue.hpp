// SPDX-License-Identifier: GPL-2.0-or-later
// Which job a free slot takes next.
//
// Specification
// - A job is one board over positions that are still missing, ascending: each build of it is
//   incremental on the one before. Gaps are allowed; a gap only makes one step larger.
// - Order: board order of the campaign, then the first position. Longest expected first would be
//   better, but no expectation is known. First, though, comes a job that goes on where the slot
//   has just ended: it is incremental there and a full build elsewhere.
// - A slot costs a full first build for each job that is new to it, and is otherwise idle. So a
//   job is split only for a slot that would have nothing to do, and only into parts of at least
//   `least_part` positions: with fewer, the full build that the second part begins with takes
//   about as long as the one incremental build that it saves.
//     * When more slots are free than jobs wait, the longest waiting job is halved until it fits
//       or nothing can be halved: few boards still keep every slot at work.
//     * Of the last waiting job only the first half is given, while there is more than one slot:
//       the slot that becomes idle next takes the second half. If it is the same slot, nothing is
//       lost, for it goes on where it ended.
// - A job may wait until a moment (a pause after a failure); it is not there before.
// - A job may be `alone` (its build is suspected of killing workers): it is given only to a worker
//   that has nothing else, after all others, and the worker gets nothing beside it.
// - A worker that builds a board at all commits whatever it is asked for gets a job as a whole,
//   with what else waits of the board.
// - Ties cannot occur: no position is in two jobs. The same calls give the same answers.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/core/ids.hpp"
#include "domain/core/time.hpp"

namespace bm::schedule {

inline constexpr std::size_t least_part = 2;

struct Job {
    core::BoardId board;
    std::vector<core::CommitId> commits;  ///< ascending, at least one
    bool alone = false;
    core::Instant not_before = core::Instant::min();
    friend bool operator==(const Job&, const Job&) = default;
};

/// A free slot, and what of its worker bears on the choice.
struct Offer {
    bool worker_is_idle = false;         ///< no other slot of the worker has a job
    std::vector<core::BuildId> warm;     ///< what its free slots built last
    std::set<core::BoardId> impossible;  ///< boards that this worker cannot build
    bool whole = false;                  ///< the worker builds a board at all commits or not at all
};

/// The jobs that nobody has.
class Queue {
  public:
    /// Precondition: none of the job's positions is in the queue.
    void put(Job job);
    /// Halves jobs until as many wait as there are free slots, or none can be halved.
    void spread(std::size_t free_slots, core::Instant now);
    /// The job for that slot. `slots` is how many there are in all.
    std::optional<Job> take(const Offer& offer, std::size_t slots, core::Instant now);
    /// Takes out all positions of boards for which `impossible_everywhere` holds.
    std::vector<core::BuildId> drop(const std::set<core::BoardId>& impossible_everywhere);
    std::vector<core::BuildId> drop_all();

    bool empty() const { return jobs_.empty(); }
    /// Something is there, or will be at a moment, for a worker that cannot build these boards.
    bool has_any(const std::set<core::BoardId>& impossible) const;
    /// When the next waiting job becomes ready, of those that are not.
    std::optional<core::Instant> next_ready(core::Instant now) const;
    const std::vector<Job>& jobs() const { return jobs_; }

    /// Invariants: jobs in order, none empty, positions ascending and in one job only. The first
    /// that does not hold, in words.
    std::optional<std::string> broken_invariant() const;

  private:
    std::optional<std::size_t> choose(const Offer& offer, core::Instant now) const;
    std::size_t waiting(core::Instant now) const;
    void halve(std::size_t index);
    Job take_out(std::size_t index);
    Job take_whole(std::size_t index, core::Instant now);

    std::vector<Job> jobs_;  ///< in the order of the specification
};

}  // namespace bm::schedule
