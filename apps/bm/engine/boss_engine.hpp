// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "apps/bm/engine/machine_start.hpp"
#include "apps/bm/engine/reporter.hpp"
#include "domain/boss/campaign.hpp"
#include "domain/protocol/framer.hpp"
#include "ports/artefacts.hpp"
#include "ports/commit_sender.hpp"
#include "ports/event_loop.hpp"
#include "ports/history.hpp"
#include "ports/process_runner.hpp"
#include "ports/result_store.hpp"

namespace bm::app::engine {

/// What stands behind a place of the campaign.
struct Machinery {
    std::string name;
    std::vector<std::string> command = {};  ///< starts the worker here
    ports::Machine* machine = nullptr;      ///< a remote one; the command is its own
    machine::Terms terms = {};              ///< of a remote one
    /// Of one whose worker a command of the user's starts, and wants the commits.
    ports::CommitSender* sender = nullptr;
    std::string push_url = {};  ///< where they go; empty: where the worker says
};

/// All that the boss's engine reaches of the world. What it refers to outlives the engine.
struct BossWorld {
    ports::EventLoop& loop;
    ports::WorkerLauncher& launcher;
    ports::ResultStore& store;
    ports::ArtefactStore& artefacts;  ///< what remote workers send
    ports::History* history;          ///< absent: attempts are not kept
    Reporter& reporter;
    std::vector<Machinery> places;  ///< as those of the campaign
    bool debug = false;             ///< workers tell what they do
};

/// How builds are called in the output tree and to the user.
struct Naming {
    struct Commit {
        std::string folder;  ///< of its results
        std::string label;   ///< its number; empty: the current source
        std::string subject;
    };
    std::vector<Commit> commits;  ///< by position
    std::string spool;            ///< where workers leave result files
    bool in_base = false;         ///< -w: results lie in the base itself
};

/// Performs a campaign: turns what comes from workers, the store and the user into events, and the
/// campaign's effects into calls.
class BossEngine {
  public:
    BossEngine(BossWorld world, boss::Campaign& campaign, Naming naming);
    ~BossEngine();

    /// Until the campaign says Finish.
    boss::Finish run();

  private:
    struct Running {
        std::string place;
        std::unique_ptr<MachineStart> start;    ///< of a remote one, until its process runs
        ports::CommitSender* sender = nullptr;  ///< of one that the user's command started
        bool sending = false;                   ///< it is sending for this worker
        std::unique_ptr<ports::WorkerProcess> process;
        protocol::Framer framer{protocol::Speaker::worker};
        std::string error_rest;
        std::string last_error;
    };

    void feed(const boss::CampaignEvent& event);
    void perform(boss::CampaignEffect effect);
    void perform(const boss::StartWorker& effect);
    void perform(const boss::Send& effect);
    void perform(const boss::CloseInput& effect);
    void perform(const boss::KillWorker& effect);
    void perform(const boss::PushCommits& effect);
    void perform(const boss::EndLeftover& effect);
    void perform(const boss::HandleFiles& effect);
    void perform(const boss::Store& effect);
    void perform(const boss::KeepSecond& effect);
    std::vector<std::string> compared(const ports::BuildFolder& folder, core::BuildId build,
                                      const std::string& from);
    template <class Effect>
    result::Outcome outcome_of(const Effect& effect) const;
    void perform(const boss::Attempted& effect);
    void perform(const boss::Note& effect);
    void perform(const boss::Progress& effect);
    void perform(const boss::Finish& effect);
    void make_ready(core::WorkerId worker, Running& running, const Machinery& place);
    bool launch(core::WorkerId worker, Running& running, const std::vector<std::string>& command);
    void end_command(Running& running);
    void forget_command(std::size_t place);
    void stop_sending(Running& running);
    void start_failed(core::WorkerId worker, const std::string& message, bool again);
    std::optional<core::Instant> next_start_deadline() const;
    void tick_starts();
    void hear(core::WorkerId worker, std::string_view bytes);
    void overhear(core::WorkerId worker, std::string_view bytes);
    void bury(core::WorkerId worker, int status, int signal);
    Running* find(core::WorkerId worker);
    const Naming::Commit& commit_of(core::BuildId build) const;
    const std::string& board_of(core::BuildId build) const;
    ports::BuildFolder folder_of(core::BuildId build) const;
    std::string spool_of(core::LeaseId lease, core::CommitId commit) const;
    core::Expected<void> handle(const boss::OpenFiles& order);
    core::Expected<void> handle(const boss::AddToFile& order);
    core::Expected<void> handle(const boss::CheckFile& order);
    core::Expected<void> handle(const boss::DropFiles& order);
    void arm();
    void refresh();

    BossWorld world_;
    boss::Campaign& campaign_;
    Naming naming_;
    std::map<core::WorkerId, std::unique_ptr<Running>> workers_;
    std::vector<std::unique_ptr<Running>> ended_;  ///< not freed while their own callback runs
    std::map<std::string, std::int64_t> shares_;   ///< boards at a time, of places ready before
    std::vector<boss::CampaignEvent> waiting_;
    bool feeding_ = false;
    std::optional<boss::Finish> finish_;
};

}  // namespace bm::app::engine
