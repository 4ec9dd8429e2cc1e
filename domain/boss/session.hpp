// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/boss/lease.hpp"
#include "domain/boss/parcel.hpp"
#include "domain/boss/session_effect.hpp"
#include "domain/boss/session_event.hpp"
#include "domain/core/time.hpp"
#include "domain/protocol/message.hpp"
#include "domain/protocol/pace.hpp"

namespace bm::boss {

/// For a worker that is told its work directory and then sent the commits.
struct SetUp {
    std::string work_dir;  ///< absolute
    /// The commits go into the repository of the directory itself: the worker must name that one.
    bool push_there = true;
};

/// What buildman's dialect makes of a campaign.
struct BuildmanTerms {
    std::map<std::string, std::string> toolchains;  ///< arch -> compiler; it looks for none itself
    std::string not_possible;  ///< the user's letters that cannot be said in it, as "-k, --target"
};

/// What every worker of a campaign is told.
struct Terms {
    protocol::Settings settings;
    std::map<std::string, std::string> toolchains;  ///< arch -> compiler
    std::vector<std::string> features;              ///< needed; turned on
    protocol::CommitList commits;
    std::optional<SetUp> set_up = {};  ///< absent: the worker has its directory and the commits
    /// A worker that lacks the features may serve in buildman's dialect.
    std::optional<BuildmanTerms> buildman = {};

    /// Result files come over the wire.
    bool files_are_sent() const;
};

/// One worker process as the boss sees it, from its start to its end. What the worker says is
/// checked against what it holds; what does not fit is refused, counted, and does no harm. A result
/// of a job that was taken back is handed on as late, if it is whole.
///
///     starting -> (setting_up -> sending ->) configuring -> preparing -> feeding -> draining ->
///     quitting -> leaving -> ended
///     any -> quitting (QuitNow)      any -> killed -> ended (silence, limits, KillNow)
///
/// In buildman's dialect (P 12.3) a job is a board at all commits of the preparation: what
/// was not asked for is passed over. The tool loses the rest of a board in silence. That is noticed
/// when the thread of the board's one heartbeat begins another, of which one waits there where all
/// threads are used; when the worker, asked because nothing waits for it here (NothingWaits), has
/// no more to do; else after limits::board_silence. As the tool configures and warns rightly only
/// in a clean build (W9, W10), each build is one.
class Session {
  public:
    /// The process was started at `now`.
    Session(std::shared_ptr<const Terms> terms, core::Instant now);

    SessionEffects handle(const SessionEvent& event, core::Instant now);
    /// When a Tick is due, if nothing happens before.
    std::optional<core::Instant> next_deadline() const;

    /// It takes jobs, or will when a slot is free.
    bool feeding() const { return state_ == State::feeding; }
    /// How many jobs can be given now.
    std::size_t free_slots() const;
    /// All slots, once they are known; else what the terms ask for.
    std::size_t slots() const { return slots_; }
    /// It builds a board at all commits or not at all, and at most once at a time.
    bool takes_whole_boards() const { return speaks_buildman(); }
    /// Those that it has a job of, or is still at.
    std::set<core::BoardId> boards() const;
    /// Nothing is owed.
    bool idle() const { return held_.empty(); }
    bool holds(core::LeaseId lease) const { return held_.contains(lease.value); }
    bool ended() const { return state_ == State::ended; }
    /// One for each job that it holds, the oldest job first.
    std::vector<AtWork> at_work() const;

  private:
    enum class State {
        starting,     ///< waiting for ready
        setting_up,   ///< waiting for setup_done
        sending,      ///< waiting for CommitsSent
        configuring,  ///< waiting for configure_done
        preparing,    ///< waiting for build_prepare_done
        feeding,      ///< takes jobs
        draining,     ///< nothing more is given; waiting for build_done
        quitting,     ///< waiting for quit_ack
        leaving,      ///< quit_ack was said, or the input closed; waiting for the end
        killed,       ///< being ended by force
        ended,        ///< over
    };
    struct Held {
        Lease lease;
        std::set<core::CommitId> owed;
        bool begun = false;
        core::Instant last_sign;  ///< given, or heard of
        core::Instant since;      ///< given, or its last result
    };

    /// A board of which nothing more is owed, and which the worker builds on to its last commit.
    struct RunningOut {
        std::string name;
        core::BoardId board;
        core::Instant last_sign;
    };

    void on(const FrameArrived& arrived);
    void on(const Closed& closed);
    void on(const CommitsSent& sent);
    void on(const Give& give);
    void on(const Withdraw& withdraw);
    void on(const FilesBroken& broken);
    void on(const NothingWaits&);
    void on(const FinishUp&);
    void on(const QuitNow&);
    void on(const KillNow&);
    void on(const Tick&);

    void read(const protocol::Line& line);
    void read(const protocol::Stray& stray);
    void read(const protocol::TooLong& line);
    void read(const protocol::Blank&) {}

    void hear(const protocol::Ready& message);
    void hear(const protocol::SetupDone& message);
    void hear_buildman(protocol::BuildResult result);
    void hear_buildman(const protocol::Heartbeat& message);
    void hear(const protocol::ConfigureDone& message);
    void hear(const protocol::BuildStarted&) {}
    void hear(const protocol::WorktreeCreated&) {}
    void hear(const protocol::BuildPrepareDone& message);
    void hear(const protocol::Heartbeat& message);
    void hear(const protocol::ArtefactList& message);
    void hear(const protocol::ArtefactChunk& message);
    void hear(protocol::BuildResult message);
    void hear(const protocol::BuildsFinished& message);
    void hear(const protocol::ErrorReply& message);
    void hear(const protocol::QuitAck& message);

    bool speaks_buildman() const { return dialect_ == protocol::Dialect::buildman; }
    bool files_are_sent() const { return !speaks_buildman() && terms_->files_are_sent(); }
    core::Duration lease_silence() const;
    std::string agree(const protocol::Ready& message);
    void configure();
    void prepare();
    void drain();
    std::optional<std::int64_t> lease_of(const std::string& board) const;
    void note_sign(Held& held);
    void note_sign_of_work();
    bool runs_out(const protocol::BuildResult& result);
    std::size_t room() const;
    Held* held_for(std::int64_t lease, std::int64_t position, const std::string& named);
    std::string fault_of_files(const protocol::BuildResult& result) const;
    void take(std::vector<FileOrder> orders);
    void give_back(std::int64_t lease, const std::string& why);
    bool is_parcel_of(const protocol::BuildResult& result) const;
    void take_parcel(const protocol::BuildResult& result);
    void drop_parcel();
    void check(Held& held, protocol::BuildResult result);
    void accept(Held& held, const protocol::BuildResult& result);
    void accept_late(Held& past, protocol::BuildResult result);
    void send(const protocol::ToWorker& message);
    void enter(State state, std::optional<core::Duration> limit);
    void quit();
    void kill(Ended::How how, std::string reason);
    void end();
    void refuse(const std::string& what);
    void remark(const std::string& what);
    void finish_if_asked();
    void remember(std::int64_t lease, Held past);
    void recall(std::int64_t lease);
    void return_lease(std::int64_t id, Returned::Why why, std::string reason);
    void forgive(core::Duration slept);
    void check_replies();
    void check_leases();
    void give_back_what_takes_too_long();
    void ping();
    bool watched() const;
    bool pinged() const;

    std::shared_ptr<const Terms> terms_;
    protocol::Pace pace_;
    State state_ = State::starting;
    protocol::Dialect dialect_ = protocol::Dialect::bm;
    core::Instant now_;
    core::Instant last_heard_;
    core::Instant last_ping_;
    std::optional<core::Instant> reply_due_;          ///< of what the state waits for
    std::map<std::int64_t, Held> held_;               ///< by lease
    std::map<std::int64_t, Held> past_leases_;        ///< ended: what still comes for them is late
    std::deque<std::int64_t> ended_;                  ///< these, the newest last
    std::set<std::string> past_boards_;               ///< likewise in buildman's dialect
    std::map<std::int64_t, RunningOut> running_out_;  ///< in that dialect: ended leases, by lease
    std::int64_t offered_ = 1;                        ///< slots, by the worker itself
    std::map<std::int64_t, std::int64_t> threads_;  ///< in that dialect: the lease each began last
    std::optional<Parcel> parcel_;                  ///< files of the build that comes next
    int offers_ = 0;                                ///< of its files
    std::size_t slots_ = 1;
    int refused_ = 0;
    int remarks_ = 0;
    int silent_leases_ = 0;  ///< in a row, without a result between
    bool finish_asked_ = false;
    bool link_lost_ = false;       ///< the worker may well live
    bool ending_is_ours_ = false;  ///< FinishUp, QuitNow or KillNow came
    Ended outcome_{Ended::How::badly, {}};
    SessionEffects effects_;
};

}  // namespace bm::boss
