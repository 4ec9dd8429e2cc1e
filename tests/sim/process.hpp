// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "domain/protocol/framer.hpp"
#include "domain/worker/session.hpp"
#include "tests/sim/scenario.hpp"
#include "tests/support/fake_artefacts.hpp"

namespace bm::sim {

/// Builds that are one make each, with the outcome that is true for them.
class TruthfulBuilder final : public worker::Builder {
  public:
    explicit TruthfulBuilder(const std::set<std::string>& without_toolchain)
        : without_toolchain_(without_toolchain) {}

    worker::Turn begin(int slot, const worker::BuildOrder& order) override;
    worker::Turn resume(int slot, recipe::StepResult result) override;
    void abandon(int slot, recipe::StepResult) override { running.erase(slot); }

    std::map<int, worker::BuildOrder> running;  ///< by slot
    tests::FakeArtefacts files;                 ///< on the worker's disk

  private:
    const std::set<std::string>& without_toolchain_;
};

/// A worker process of the simulated world: the real session with a made-up world around it.
struct Process {
    enum class State {
        running,
        hung,  ///< there, but does nothing
        left,  ///< likewise, and the link to it is gone
        gone,
    };

    Process(const Scenario& scenario, core::Instant now);

    TruthfulBuilder builder;
    worker::Session session;
    protocol::Framer in{protocol::Speaker::boss};     ///< what it reads
    protocol::Framer out{protocol::Speaker::worker};  ///< what the boss reads of it
    State state = State::running;
    std::size_t place = 0;
    std::map<int, int> step;  ///< by slot: which of its steps is being done
    core::Instant in_clear;   ///< the next line to it arrives no sooner
    core::Instant out_clear;  ///< the next line of it arrives no sooner
};

}  // namespace bm::sim
