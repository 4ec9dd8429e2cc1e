// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "adapters/process/guarded_start.hpp"
#include "ports/process_runner.hpp"

namespace bm::adapters::process {

/// Runs a guarded command and waits for it. May be used from several threads at once.
class CommandRunner final : public ports::CommandRunner {
  public:
    explicit CommandRunner(GuardSettings settings) : settings_(std::move(settings)) {}
    ports::ProcessEnd run(const ports::ProcessSpec& spec) override;

  private:
    GuardSettings settings_;
};

}  // namespace bm::adapters::process
