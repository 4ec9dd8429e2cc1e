// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/protocol/message.hpp"
#include "domain/worker/builder.hpp"
#include "domain/worker/deliveries.hpp"
#include "domain/worker/event.hpp"
#include "domain/worker/job.hpp"
#include "domain/worker/outbox.hpp"

namespace bm::worker {

using Toolchains = std::map<std::string, std::string>;

/// What is the same for every build of a demand session.
struct Terms {
    std::string work_dir;
    protocol::CommitList commits;
    std::shared_ptr<const protocol::Settings> settings;
    int slots = 1;
    int processors = 1;
    bool send_files = false;  ///< result files go over the wire (feature `artefacts`)
};

/// The slots of a worker: each takes a job, makes its worktree the first time, builds the job's
/// positions one after the other and sends one result for each.
class Slots {
  public:
    Slots(Builder& builder, JobQueue& queue, Outbox& outbox, Deliveries& deliveries);

    /// A new demand session; every slot must be quiet.
    void open(Terms terms);
    /// Holds from the next build on.
    void use_toolchains(Toolchains toolchains);
    /// Gives waiting jobs to idle slots, and goes on with what waited for the boss to read. A job
    /// goes to a slot that had its board last, else to the one that has been idle for longest: so a
    /// boss can tell which boards the others still hold.
    void fill();

    void handle(const WorktreeReady& event);
    void handle(const WorktreeFailed& event);
    void handle(StepEnded event);

    /// Ends the slot's job of that lease without further results; false when no slot has it.
    bool cancel(std::int64_t lease);
    void abort_all();
    /// No slot has a job or waits for the answer to an effect.
    bool quiet() const;

    /// What a heartbeat says of each slot that is at work: the board, or "" while its worktree
    /// is made.
    std::vector<protocol::Heartbeat> beats() const;

  private:
    enum class Phase {
        idle,       ///< nothing was asked of the world; a job may wait for the boss to read
        preparing,  ///< the worktree is being made
        building,   ///< a step of a build is being done
        aborting,   ///< the build was given up, its step has not ended
    };
    struct Slot {
        Phase phase = Phase::idle;
        bool has_worktree = false;
        std::optional<Job> job;
        std::string board;  ///< whose O= may be in use; "": none
        std::string last;   ///< the board that it took last
        double load_average = 0.0;
        std::uint64_t ended = 0;  ///< when its last job did, counted in jobs; 0: it had none
    };

    Slot* find(int number);
    void advance(int number);
    void let_go(Slot& slot);
    /// The next job; `only_own`: of the board that the slot took last.
    bool take_job(int number, bool only_own);
    void build_next(int number);
    void take_turn(int number, Turn turn);
    void finish_position(Slot& slot, BuildEnd end);
    bool can_begin() const;
    bool may_build() const;
    void end_job(int number);
    bool may_take(const Job& job) const;
    bool needs_worktree(const Slot& slot) const;
    int active() const;
    Place place(int number) const;
    BuildOrder order(int number) const;
    std::string folder_of(const Job& job) const;

    Builder& builder_;
    JobQueue& queue_;
    Outbox& outbox_;
    Deliveries& deliveries_;
    Terms terms_;
    std::shared_ptr<const Toolchains> toolchains_ = std::make_shared<const Toolchains>();
    std::vector<Slot> slots_;
    std::uint64_t ended_jobs_ = 0;
};

}  // namespace bm::worker
