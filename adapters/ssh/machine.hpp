// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "adapters/ssh/link.hpp"
#include "adapters/ssh/one_process.hpp"
#include "adapters/ssh/push.hpp"
#include "ports/machine.hpp"

namespace bm::adapters::ssh {

/// A machine behind ssh. Destroying it ends its running step without a word.
class Machine final : public ports::Machine {
  public:
    /// `worker_file` is what is shipped; empty: nothing can be. `socket`: as Link has it.
    Machine(ports::ProcessRunner& runner, PushSetup setup, std::string host,
            std::string worker_file, std::string socket = {});

    void look(const machine::Terms& terms,
              std::function<void(core::Expected<machine::Facts>)> on_end) override;
    void ship(const machine::Ship& what, std::function<void(core::Expected<void>)> on_end) override;
    void push(const machine::Push& where,
              std::function<void(core::Expected<void>)> on_end) override;
    void end_worker(const machine::Terms& terms,
                    std::function<void(core::Expected<std::string>)> on_end) override;
    void abort() override;
    void when_lost(std::function<void(const std::string& reason)> tell) override;
    std::vector<std::string> worker_command(const machine::Ready& ready, bool debug) const override;

  private:
    struct Step;
    using OnStepEnd = std::function<void(const Step&, const ports::ProcessEnd&)>;

    void look_there(const machine::Terms& terms, OnStepEnd on_end);
    ports::ProcessSpec run_there(const std::string& command) const;
    void start(std::vector<ports::ProcessSpec> specs, std::string what, OnStepEnd on_end);

    PushSetup setup_;
    std::string host_;
    std::string worker_file_;
    Link link_;
    OneProcess process_;  ///< of the running step; ended before the link
};

}  // namespace bm::adapters::ssh
