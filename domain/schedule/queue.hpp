// SPDX-License-Identifier: GPL-2.0-or-later
// Which job a free slot takes next.
//
// Specification
// - A job is one board over positions that are still missing, ascending: each build of it is
//   incremental on the one before. Gaps are allowed; a gap only makes one step larger.
// - A slot costs a full first build for each job that is new to it, and is otherwise idle. So first
//   comes a job that goes on where the slot has just ended: it is incremental there and a full
//   build elsewhere. Then the longest job, as expected or else by its positions, which would be
//   the last to end; of equal ones board order, then the first position.
// - What is given cannot be taken back, so with a `Pace` a job is given by the piece: as many
//   positions as take the time of a piece, a few while costs are a guess. The rest waits, and is
//   `begun`: the slot goes on with it, and others take of it only when there is nothing else.
// - Then such a slot takes the end of the rest whose slot would be the last to end, as
//   queue_rest.cpp has it:
//     * nothing, if that slot ends before the end of the whole;
//     * else as much as is late there, but no more than the taker does before the end of the
//       whole, full first build included: each of the two is in time, and neither is met again;
//     * where it does nothing in that time, as much as lets both end together, if that is sooner.
// - A job may wait until a moment (a pause after a failure); it is not there before. For the place
//   where it failed it may wait for longer; it is given before all but those that are `alone`, so
//   that the next slot that another place has for anything is for it.
// - A job may be `alone` (its build is suspected of killing workers): it is given only to a worker
//   that has nothing else, and to such a one before all others: the worker that was lost is soon
//   back with nothing to do, and what it lost need not wait for the end of the campaign. The worker
//   gets nothing beside it.
// - A worker that builds a board at all commits whatever it is asked for gets a job as a whole,
//   with what else waits of the board.
// - Ties cannot occur: no position is in two jobs. The same calls give the same answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "domain/core/ids.hpp"
#include "domain/core/time.hpp"
#include "domain/schedule/costs.hpp"

namespace bm::schedule {

/// Until that moment only other places than this one.
struct Elsewhere {
    std::size_t not_at = 0;
    core::Instant until;
    friend bool operator==(const Elsewhere&, const Elsewhere&) = default;
};

struct Job {
    core::BoardId board;
    std::vector<core::CommitId> commits;  ///< ascending, at least one
    bool alone = false;
    core::Instant not_before = core::Instant::min();
    std::optional<Elsewhere> elsewhere = {};
    friend bool operator==(const Job&, const Job&) = default;
};

/// How much of a job is given at a time.
struct Pace {
    std::size_t place = 0;    ///< of the slot, as costs count them
    core::Duration piece{0};  ///< of its own time
    core::Instant end;        ///< of the whole, as expected
    std::size_t guess = 1;    ///< positions, while costs are one
};

/// A free slot, and what of its worker bears on the choice.
struct Offer {
    bool worker_is_idle = false;         ///< no other slot of the worker has a job
    std::vector<core::BuildId> warm;     ///< what its free slots built last
    std::set<core::BoardId> impossible;  ///< boards that this worker cannot build
    bool whole = false;                  ///< the worker builds a board at all commits or not at all
    std::optional<Pace> pace = {};       ///< absent: a job is given whole
};

/// The jobs that nobody has. What a call takes grows with the logarithm of their number, but for
/// what is said of all of them, and the boards that are impossible.
class Queue {
  public:
    /// `costs` outlive it; absent: nothing is expected, and no offer has a pace.
    explicit Queue(const Costs* costs = nullptr) : costs_(costs) {}

    /// Precondition: none of the job's positions is in the queue.
    void put(Job job);
    /// The job for that slot.
    std::optional<Job> take(const Offer& offer, core::Instant now);
    /// Takes out one position, for it has its outcome. True: it was there.
    bool withdraw(core::BuildId build);
    /// Costs have changed: looks again at how long everything lasts.
    void weigh(core::Instant now);
    /// What is begun nowhere, full builds included, as a place of mean speed does it.
    core::Duration waiting() const;
    /// When the slot that was last given this position ends what waits for it; absent: nothing
    /// does.
    std::optional<core::Instant> end_of_rest(core::BuildId last, std::size_t place,
                                             core::Instant now) const;
    /// Changes when there is something for slots that got nothing before, but for what weigh()
    /// finds.
    std::uint64_t changes() const { return changes_; }
    /// No slot is at the board any more: whoever is free goes on with what is begun of it. True:
    /// there was such a rest.
    bool forget_begun(core::BoardId board);
    /// Takes out all positions of boards for which `impossible_everywhere` holds.
    std::vector<core::BuildId> drop(const std::set<core::BoardId>& impossible_everywhere);
    std::vector<core::BuildId> drop_all();

    bool empty() const { return jobs_.empty(); }
    /// Something can be given now, to some slot.
    bool any_ready(core::Instant now);
    /// Something is there, or will be at a moment, for a worker that cannot build these boards.
    bool has_any(const std::set<core::BoardId>& impossible) const;
    /// When the next waiting job becomes ready, of those that are not, or ready for all places.
    std::optional<core::Instant> next_ready(core::Instant now) const;
    /// By board and first position.
    std::vector<Job> jobs() const;

    /// Invariants: none empty, positions ascending and in one job only, each where it is looked
    /// for. The first that does not hold, in words.
    std::optional<std::string> broken_invariant() const;

  private:
    using Key = std::pair<core::BoardId, core::CommitId>;
    /// The slot that goes on with a rest, and the piece that it has.
    struct Owner {
        std::size_t place = 0;
        core::Instant given;
        core::Duration time{0};  ///< of the piece, as expected
    };
    struct Entry {
        Job job;
        std::optional<Owner> owner = {};
        /// Expected milliseconds; of a begun one until when. Positions, where nothing is expected.
        std::int64_t weight = 0;
    };
    using Jobs = std::multimap<Key, Entry>;
    using At = Jobs::iterator;
    struct LongestFirst {
        bool operator()(const At& a, const At& b) const;
    };
    struct SoonestFirst {
        bool operator()(const At& a, const At& b) const;
    };
    using Index = std::set<At, LongestFirst>;

    At insert(Entry entry, core::Instant now);
    std::int64_t weight_of(const Entry& entry, core::Instant now) const;
    core::Instant end_of(const Entry& entry, core::Instant now) const;
    std::size_t share_of(const Entry& entry, const Pace& pace, core::Instant now) const;
    Index& index_of(At at);
    void file(At at);
    void unfile(At at);
    void wake(core::Instant now);
    static bool is_open(const Job& job, const Offer& offer, core::Instant now);
    Job take_out(At at);
    Job take_whole(At at, const Offer& offer, core::Instant now);
    static bool is_of_other(const Entry& entry, const Offer& offer);
    std::optional<At> warm_job(const Offer& offer, core::Instant now);
    std::optional<At> first_of(const Index& index, const Offer& offer, core::Instant now) const;
    Job give_piece(At at, const Pace& pace, bool goes_on, core::Instant now);
    std::size_t piece_of(const Job& job, const Pace& pace, bool goes_on) const;
    std::optional<Job> give_rest(const Offer& offer, core::Instant now);
    std::optional<Job> give_end_of_rest(const Offer& offer, core::Instant now);

    const Costs* costs_;
    std::uint64_t changes_ = 0;
    Jobs jobs_;  ///< all
    Index again_;  ///< what failed, and is for other places first
    Index fresh_;
    Index begun_;
    Index alone_;
    std::set<At, SoonestFirst> later_;        ///< whose moment has not come
    std::multiset<core::Instant> elsewhere_;  ///< when those that are for others are for all
};

}  // namespace bm::schedule
