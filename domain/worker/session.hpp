// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/core/time.hpp"
#include "domain/protocol/message.hpp"
#include "domain/worker/builder.hpp"
#include "domain/worker/commands.hpp"
#include "domain/worker/deliveries.hpp"
#include "domain/worker/effect.hpp"
#include "domain/worker/event.hpp"
#include "domain/worker/heartbeats.hpp"
#include "domain/worker/job.hpp"
#include "domain/worker/outbox.hpp"
#include "domain/worker/silence.hpp"
#include "domain/worker/slots.hpp"

namespace bm::worker {

struct SessionOptions {
    std::string work_dir;  ///< absolute; empty: the boss must send `setup` first
    int processors = 1;    ///< that the process may use; as many slots are offered
};

/// The worker's side of the protocol. It promises exactly one build_result for each position that
/// was accepted and not cancelled, unless the session ends before; results of a job in increasing
/// order; and an end, with nothing of its own left running, whatever the boss does.
class Session {
  public:
    /// The builder outlives the session.
    Session(SessionOptions options, Builder& builder);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    Effects handle(const Event& event, core::Instant now);
    /// When a Tick is due, if nothing happens before.
    std::optional<core::Instant> next_deadline() const;

  private:
    enum class State {
        idle,        ///< no demand session
        setting_up,  ///< the work directory is being made; commands wait
        preparing,   ///< the repository is being looked at; commands wait
        open,        ///< jobs are taken
        draining,    ///< the builds that were accepted run out; commands wait
        quitting,    ///< builds are being killed, then quit_ack
        stopping,    ///< builds are being killed, then the end without a word
        over,        ///< Exit was said
    };

    void on(const Started&);
    void on(const LineArrived&);
    void on(const LineRefused&);
    void on(const InputEnded&);
    void on(const StopSignal&);
    void on(const RepositoryReady&);
    void on(const RepositoryFailed&);
    void on(const WorktreeReady& event) { slots_.handle(event); }
    void on(const WorktreeFailed& event) { slots_.handle(event); }
    void on(const DirectoryReady&);
    void on(const DirectoryFailed&);
    void on(const StepEnded& event) { slots_.handle(event); }
    void on(const ArtefactsListed& event) { deliveries_.handle(event); }
    void on(const ArtefactRead& event) { deliveries_.handle(event); }
    void on(const OutputBacklog& event) { outbox_.set_unread(event.bytes); }
    void on(const Tick&) {}

    void run(const protocol::Setup&);
    void run(const protocol::Configure&);
    void run(const protocol::BuildBoards&);
    void run(const protocol::BuildPrepare&);
    void run(const protocol::BuildBoard&);
    void run(const protocol::FinishBuilds&);
    void run(const protocol::Cancel&);
    void run(const protocol::Want& request) { deliveries_.run(request); }
    void run(const protocol::More& request) { deliveries_.run(request); }
    void run(const protocol::Quit&);

    void settle();
    bool needs_no_turn(const protocol::ToWorker& command) const;
    std::vector<protocol::Heartbeat> beats() const;
    bool may_run_command() const;
    void run_next_command();
    void queue(Command command, std::size_t bytes);
    void look_at_repository(protocol::CommitList commits);
    void begin_builds(const std::optional<Doom>& doom);
    int slots_to_use() const;
    void end_builds(State next);
    void finish();

    SessionOptions options_;
    Outbox outbox_;
    JobQueue jobs_;
    Deliveries deliveries_;
    Slots slots_;
    CommandQueue commands_;
    Heartbeats heartbeats_;
    Silence silence_;
    State state_ = State::idle;
    core::Instant now_;
    std::optional<core::Instant> kill_deadline_;  ///< quitting and stopping: no longer than this
    protocol::Settings settings_;
    bool send_files_ = false;  ///< the feature `artefacts` is on
    protocol::CommitList commits_;
    std::vector<protocol::BoardToBuild> batch_;  ///< of build_boards; empty in demand mode
    bool temporary_directory_ = false;           ///< the work directory goes at the end
};

}  // namespace bm::worker
