// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>

#include "adapters/ssh/push.hpp"
#include "ports/machine.hpp"

namespace bm::adapters::ssh {

/// A machine behind ssh. Destroying it ends its running step without a word.
class Machine final : public ports::Machine {
  public:
    /// `worker_file` is what is shipped; empty: nothing can be.
    Machine(ports::ProcessRunner& runner, PushSetup setup, std::string host,
            std::string worker_file);
    ~Machine() override;
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    void look(const machine::Terms& terms,
              std::function<void(core::Expected<machine::Facts>)> on_end) override;
    void ship(const machine::Ship& what, std::function<void(core::Expected<void>)> on_end) override;
    void push(const machine::Push& where,
              std::function<void(core::Expected<void>)> on_end) override;
    void end_worker(const machine::Terms& terms,
                    std::function<void(core::Expected<std::string>)> on_end) override;
    void abort() override;
    std::vector<std::string> worker_command(const machine::Ready& ready, bool debug) const override;

  private:
    struct Step;
    using OnStepEnd = std::function<void(const Step&, const ports::ProcessEnd&)>;

    ports::ProcessSpec run_there(const std::string& command) const;
    void start(ports::ProcessSpec spec, std::string what, OnStepEnd on_end);

    ports::ProcessRunner& runner_;
    PushSetup setup_;
    std::string host_;
    std::string worker_file_;
    std::shared_ptr<Step> step_;  ///< the running one
};

}  // namespace bm::adapters::ssh
