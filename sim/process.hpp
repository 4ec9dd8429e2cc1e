// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/boss/lease.hpp"
#include "domain/protocol/framer.hpp"
#include "domain/worker/session.hpp"
#include "sim/scenario.hpp"

namespace bm::sim {

/// Builds that are one make each, with the outcome that is true for them.
class TruthfulBuilder final : public worker::Builder {
  public:
    TruthfulBuilder(const Scenario& scenario, std::size_t machine)
        : scenario_(scenario), machine_(machine) {}

    worker::Turn begin(int slot, const worker::BuildOrder& order) override;
    worker::Turn resume(int slot, recipe::StepResult result) override;
    void abandon(int slot, recipe::StepResult result) override;

    struct Running {
        core::BuildId build;
        std::string folder;
        bool cold = true;
        bool flaky = false;
    };
    std::map<int, Running> running;                          ///< by slot
    std::unordered_map<std::string, core::BuildId> folders;  ///< result files on its disk

  private:
    worker::BuildEnd end_of(const Running& build);

    const Scenario& scenario_;
    std::size_t machine_;
    std::map<int, std::int64_t> board_in_;  ///< by slot: what its build directory holds
};

/// One direction of the link between a worker and its boss.
struct Way {
    core::Instant clear;                   ///< the next line arrives no sooner
    std::optional<core::Instant> stalled;  ///< nothing arrives before
    bool torn = false;  ///< the end of a line is missing: the next one is lost with it
};

/// A worker process of the simulated farm: the real session with a made-up world around it.
struct Process {
    Process(const Scenario& scenario, std::size_t machine, core::Instant now);

    bool frozen(core::Instant now) const { return thaws > now; }

    TruthfulBuilder builder;
    worker::Session session;
    protocol::Framer in{protocol::Speaker::boss};     ///< what it reads
    protocol::Framer out{protocol::Speaker::worker};  ///< what the boss reads of it
    std::size_t machine;
    std::size_t number = 0;  ///< of all processes
    int campaign = 0;        ///< the call of the boss that started it
    core::WorkerId id;       ///< as that boss names it
    std::int64_t speed = 100;
    bool exists = true;
    bool linked = true;  ///< to its boss
    bool lies = false;
    bool pinged = false;                            ///< it knows that its boss gives signs of life
    bool standing = false;                          ///< a fault that goes on
    core::Instant troubled = core::Instant::min();  ///< a fault goes on until then
    core::Duration latency{0};
    core::Instant thaws = core::Instant::min();
    Way down;
    Way up;
    core::Instant wakes = core::Instant::max();  ///< the Tick that is on its way
    std::map<int, int> step;                     ///< by slot: which of its steps is being done
    std::set<int> preparing;                     ///< slots whose worktree is being made
    std::int64_t faults = 0;
    std::size_t unread = 0;                     ///< bytes that it sent and the boss has not read
    std::string unsent;                         ///< said in this moment
    std::map<std::int64_t, boss::Lease> given;  ///< what its boss gave it, by lease
};

}  // namespace bm::sim
