// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "domain/boss/campaign.hpp"
#include "tests/sim/process.hpp"
#include "tests/sim/scenario.hpp"

namespace bm::sim {

/// What a run came to.
struct Report {
    std::vector<std::string> complaints;  ///< promises that were broken
    std::optional<boss::Finish> finish;
    std::map<core::BuildId, int> stored;  ///< how often an outcome was stored
    std::uint64_t trace = 0;              ///< hash of everything that happened, in order
    std::uint64_t last_draw = 0;
    int faults = 0;  ///< all but those that hurt one build only
    core::Duration duration{0};
};

/// One boss and its workers in one thread, under virtual time.
class World {
  public:
    explicit World(Scenario scenario);
    Report run();

  private:
    using Happening = std::function<void()>;

    bool turn();
    void at(core::Instant when, Happening happening);
    void tell(const boss::CampaignEvent& event);
    void tell(core::WorkerId id, const worker::Event& event);

    void perform(const boss::CampaignEffect& effect);
    void perform(core::WorkerId id, Process& process, const worker::Effect& effect);
    void start(const boss::StartWorker& order);
    void begin(core::WorkerId id, std::size_t place);
    void end_leftover(std::size_t place);
    void handle_files(const boss::HandleFiles& order);
    void compare_files(const boss::Store& order, const std::string& hash);
    void store(const boss::Store& order);
    void send_down(core::WorkerId id, const std::string& bytes);
    void send_up(core::WorkerId id, Process& process, std::string line);
    void deliver_up(core::WorkerId id, const std::string& bytes, core::Instant when);
    void run_make(core::WorkerId id, Process& process, int slot);
    void end_step(core::WorkerId id, int slot, core::Duration after, recipe::MakeEnded ended);
    void end(core::WorkerId id, int status, std::optional<int> signal, const std::string& last);

    bool fault(int per_mille, bool fatal = false);
    /// One that hurts this build only.
    bool fault_of(core::BuildId build, int per_mille);
    void check_reason(core::BuildId build, const std::string& reason);
    void trace(const std::string& what);
    void complain(const std::string& what);
    void check_end();

    Scenario scenario_;
    Dice dice_;
    boss::Campaign campaign_;
    core::Instant now_{std::chrono::hours{1}};
    std::map<std::pair<core::Instant, std::uint64_t>, Happening> future_;
    bool impatient_ = false;  ///< the user interrupted twice: who is left is left
    std::uint64_t happenings_ = 0;
    std::map<core::WorkerId, std::unique_ptr<Process>> processes_;
    std::set<core::WorkerId> coming_;  ///< their machines are being made ready
    tests::FakeArtefacts spool_;       ///< of the boss
    std::map<core::BuildId, int> being_stored_;
    std::map<core::BuildId, int> blows_;  ///< faults that hurt one build
    std::vector<std::string> said_;       ///< by workers, whichever
    Report report_;
};

}  // namespace bm::sim
