// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "domain/boss/campaign_effect.hpp"
#include "domain/boss/campaign_event.hpp"
#include "domain/boss/session.hpp"
#include "domain/boss/tally.hpp"
#include "domain/core/time.hpp"
#include "domain/ledger/ledger.hpp"
#include "domain/plan/campaign.hpp"
#include "domain/retry/policy.hpp"
#include "domain/schedule/costs.hpp"
#include "domain/schedule/horizon.hpp"
#include "domain/schedule/queue.hpp"

namespace bm::boss {

/// A machine, or this one; it has one worker at a time.
struct PlaceConfig {
    std::string name = "local";
    /// It shares no file system with us: results and their files come over the wire.
    bool remote = false;
    std::int64_t slots = 0;  ///< of a remote one; 0: all that it offers
    /// Its worker is told its directory and then sent the commits; else it has both.
    std::optional<SetUp> set_up = {};
    /// arch -> compiler that the user chose; a worker finds the others itself.
    std::map<std::string, std::string> toolchains = {};
    /// arch -> compiler there, for a worker of buildman's dialect. Absent: such a one will
    /// not do.
    std::optional<std::map<std::string, std::string>> buildman_toolchains = {};
};

struct Config {
    std::vector<PlaceConfig> places = {PlaceConfig{}};
    protocol::Settings settings;  ///< `threads`: the slots of the worker here
    std::vector<std::string> features = {"lease", "spool"};  ///< a worker without one is not used
    retry::Limits limits;
    retry::Backoff backoff;
    retry::Backoff rest = retry::rest;  ///< of a machine whose builds fail for its own reasons
    std::uint64_t seed = 0;             ///< of the jitter
};

/// Everything one call of the boss is to find out, from the first worker's start to the last
/// outcome. Promises: every build ends with exactly one stored outcome, or is named with the
/// reason; Finish comes once, last, whatever workers and store do, if each Store, EndLeftover and
/// process is answered. A second Interrupt waits for no EndLeftover.
class Campaign {
  public:
    /// Precondition: plan::check(plan) holds.
    Campaign(plan::Plan plan, Config config);
    Campaign(const Campaign&) = delete;
    Campaign& operator=(const Campaign&) = delete;

    CampaignEffects handle(const CampaignEvent& event, core::Instant now);
    /// When a Tick is due, if nothing happens before.
    std::optional<core::Instant> next_deadline() const;

    const plan::Plan& plan() const { return plan_; }
    const ledger::Ledger& ledger() const { return ledger_; }
    Counts counts() const { return tally_.counts(ledger_); }
    bool finished() const { return finished_; }
    /// What the workers of each place are at, by the place's name.
    std::vector<std::pair<std::string, AtWork>> at_work() const;
    /// Invariants across the parts: what is queued is missing, and the queue's own. The first that
    /// does not hold, in words.
    std::optional<std::string> broken_invariant() const;

  private:
    /// A machine, with the worker that runs there.
    struct Place {
        std::string name;
        bool remote = false;
        std::shared_ptr<const Terms> terms;
        core::WorkerId worker;
        bool coming = false;               ///< the machine is being made ready
        bool tidied = true;                ///< else EndLeftover is not answered yet
        std::unique_ptr<Session> session;  ///< absent: no process
        core::Instant start_at = core::Instant::min();
        /// Those in a row that the machine could not get done.
        std::vector<core::BuildId> spoilt;
        std::int64_t rests = 0;              ///< in a row, without an outcome
        int rejections = 0;                  ///< in a row
        std::int64_t deaths = 0;             ///< in a row, without anything gained
        std::set<core::BoardId> impossible;  ///< no toolchain here
        /// The last build of each job, in their order; of jobs that ended what free slots hold.
        std::vector<std::pair<core::LeaseId, core::BuildId>> built;
        bool convicted = false;              ///< the worker's death convicted a build
        std::optional<std::string> retired;  ///< not used any more, and why
        // What is known of its session without asking it; see look_at().
        std::optional<core::Instant> due = {};
        std::size_t free_slots = 0;
        std::size_t slots = 0;
    };

    /// A job that a slot has.
    struct Lent {
        std::size_t place = 0;
        core::BuildId last;
        core::Instant until;  ///< as expected
    };

    /// One try at a build.
    struct Try {
        std::size_t at = 0;  ///< which place
        core::Duration took{0};
        std::int64_t return_code = 0;
        std::string said = {};           ///< all that one in doubt said
        bool carried = false;            ///< nothing was built
        std::string verified_from = {};  ///< see protocol::BuildResult
        std::vector<std::string> verified_changes = {};
    };

    /// What a second outcome is compared with.
    struct First {
        std::size_t place = 0;
        std::int64_t return_code = 0;
        std::size_t said = 0;  ///< hash of diagnostics and sizes
    };

    void on(const WorkerFrame& event);
    void on(const WorkerClosed& event);
    void on(const WorkerStarted& event);
    void on(const StartFailed& event);
    void on(const CommitsPushed& event);
    void on(const LeftoverEnded& event);
    void on(const FilesFailed& event);
    void on(const StoreDone& event);
    void on(const Interrupt&);
    void on(const Tick& event);

    void step(Place& place, const SessionEvent& event);
    void look_at(Place& place);
    void remember_built(Place& place, core::LeaseId lease, core::BuildId build);
    void forget_built(Place& place, const schedule::Job& given);
    void end_session(Place& place);
    void take(Place& place, SendLine effect);
    void take(Place& place, CloseWorkerInput effect);
    void take(Place& place, SendCommits effect);
    void take(Place& place, Kill effect);
    void take(Place& place, FileOrder order);
    void take(Place& place, Delivered effect);
    void take_late(Place& place, Delivered effect);
    void take_second(Place& place, Delivered effect);
    void store(Place& place, Delivered effect);
    void take(Place& place, Returned effect);
    void take(Place& place, Ended effect);
    void take(Place& place, const Remark& effect);

    void settle();
    void give_jobs();
    bool offer_jobs();
    bool free_begun_boards();
    void look_ahead();
    std::size_t guess() const;
    std::vector<schedule::SlotLoad> slot_loads();
    void leave(core::BoardId board);
    void tell_who_has_nothing_to_come();
    void give_job(Place& place, schedule::Job job, bool goes_on);
    void start_workers();
    void drop_hopeless();
    void end_sessions(const SessionEvent& event);
    void retire(Place& place, const std::string& reason);
    void rest(Place& place, const std::string& reason);
    void out_of_space();

    bool confirm(core::BuildId build, const protocol::BuildResult& result);
    void count_failure(core::BuildId build, retry::Failure failure, const std::string& what,
                       const Try& attempt);
    std::optional<schedule::Elsewhere> elsewhere(core::BoardId board, std::size_t failed_at,
                                                 core::Instant until) const;
    bool may_try_again(core::BuildId build, retry::Failure failure, const std::string& what,
                       const Try& attempt);
    void refuse_board(Place& place, core::BuildId build, const std::string& what);
    void give_up(core::BuildId build, const std::string& reason);
    void worker_lost(Place& place, const std::string& reason);
    void end_leftover(Place& place);
    void put_back(core::BoardId board, const std::vector<core::CommitId>& commits);
    schedule::Offer offer_of(const Place& place) const;
    Finish summary() const;

    Place* find(core::WorkerId worker);
    std::size_t position_of(const Place& place) const;
    bool wanted(const Place& place) const;
    std::string name_of(core::BuildId build) const;
    std::uint64_t draw();
    void note(Note::Severity severity, std::string text, std::string place = {});
    void progress(std::optional<core::BuildId> last, std::string host);

    plan::Plan plan_;
    Config config_;
    ledger::Ledger ledger_;
    schedule::Costs costs_;
    schedule::Queue queue_{&costs_};
    Tally tally_;
    std::vector<Place> places_;
    std::map<core::WorkerId, std::size_t> workers_;        ///< place of each that runs or comes
    std::set<std::pair<core::Instant, std::size_t>> due_;  ///< places whose session has a deadline
    std::set<std::size_t> free_;                           ///< places with a free slot
    std::set<std::size_t> unasked_;                  ///< of these, those that did not ask in vain
    std::pair<std::uint64_t, std::uint64_t> asked_;  ///< queue_.changes() and looks_ then
    std::set<std::size_t> idle_;                     ///< places without a worker
    std::size_t slots_ = 0;
    std::vector<std::int64_t> at_board_;  ///< builds of each board that are owed
    std::set<core::BoardId> left_;        ///< boards of which nothing is owed any more
    std::set<core::LeaseId> cold_;        ///< whose first build is a full one, and not here yet
    std::map<core::LeaseId, Lent> lent_;  ///< and some that ended, until all are looked at
    std::uint64_t looks_ = 0;             ///< ahead
    std::size_t given_ = 0;               ///< jobs since then
    core::Instant next_look_ = core::Instant::min();
    core::Instant end_;        ///< when all is done, as expected
    core::Duration piece_{0};  ///< of a slot's time, that is given at once
    std::map<core::BuildId, retry::History> histories_;  ///< of builds that failed before
    std::map<core::BuildId, core::LeaseId> unheard_;     ///< whose try counts as lost, the last one
    std::map<core::BuildId, Try> storing_;               ///< outcomes that are being stored
    std::map<core::BuildId, First> first_;               ///< outcomes of this call
    void note_mismatch(core::BuildId build, const Try& attempt, std::vector<std::string> files);
    std::vector<Mismatch> mismatches_;
    std::vector<Flake> flakes_;
    std::map<core::BoardId, std::string> no_toolchain_;  ///< what a worker said
    std::optional<Finish::How> ending_;                  ///< nothing new is begun
    core::Instant now_ = core::Instant::min();
    std::int64_t last_worker_ = 0;
    std::int64_t last_lease_ = 0;
    std::uint64_t random_ = 0;
    int interrupts_ = 0;
    bool begun_ = false;
    bool speaks_buildman_ = false;   ///< a worker may
    bool offer_ = true;              ///< something changed that may give a free slot a job
    bool any_worker_ = false;        ///< one was started, whatever became of it
    bool look_for_hopeless_ = true;  ///< something changed that may leave boards to nobody
    bool finished_ = false;
    CampaignEffects effects_;
};

}  // namespace bm::boss
