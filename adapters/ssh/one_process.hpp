// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "domain/machine/answers.hpp"
#include "ports/process_runner.hpp"

namespace bm::adapters::ssh {

/// Processes one at a time: whose end is told, unless it was aborted. Destroying this aborts.
class OneProcess {
  public:
    explicit OneProcess(ports::ProcessRunner& runner) : runner_(runner) {}
    ~OneProcess() { abort(); }
    OneProcess(const OneProcess&) = delete;
    OneProcess& operator=(const OneProcess&) = delete;

    /// Aborts the one before.
    void start(ports::ProcessSpec spec, std::function<void(const ports::ProcessEnd&)> on_end);
    /// One after the other while they end well; the end of the last that ran.
    void start_each(std::vector<ports::ProcessSpec> specs,
                    std::function<void(const ports::ProcessEnd&)> on_end);
    void abort();

  private:
    struct Running {
        ports::ProcessTicket ticket = 0;
        bool wanted = true;
    };
    ports::ProcessRunner& runner_;
    std::shared_ptr<Running> running_;  ///< lives as long as its process may still speak
};

/// It exited by itself with status 0.
bool ended_well(const ports::ProcessEnd& end);

/// How it ended, as the domain tells of it.
machine::StepEnd step_end_of(const ports::ProcessEnd& end);

}  // namespace bm::adapters::ssh
