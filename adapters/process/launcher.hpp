// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>

#include "ports/process_runner.hpp"

struct uv_loop_s;

namespace bm::adapters::process {

/// Starts workers as children of this process, unguarded: a worker guards its own builds and ends
/// when its stdin does.
class Launcher final : public ports::WorkerLauncher {
  public:
    /// Workers have this environment, whole.
    Launcher(uv_loop_s* loop, std::map<std::string, std::string> environment)
        : loop_(loop), environment_(std::move(environment)) {}
    core::Expected<std::unique_ptr<ports::WorkerProcess>> launch(
        const std::vector<std::string>& argv, ports::WorkerHandlers handlers) override;

  private:
    uv_loop_s* loop_;
    std::map<std::string, std::string> environment_;
};

}  // namespace bm::adapters::process
