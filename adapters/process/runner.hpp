// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <memory>

#include "adapters/process/guarded_start.hpp"
#include "ports/process_runner.hpp"

struct uv_loop_s;

namespace bm::adapters::process {

/// Guarded processes on the loop. Destroying it kills what still runs, without a word.
class Runner final : public ports::ProcessRunner {
  public:
    Runner(uv_loop_s* loop, GuardSettings settings);
    ~Runner() override;

    ports::ProcessTicket start(ports::ProcessSpec spec,
                               std::function<void(ports::ProcessEnd)> on_end) override;
    void kill(ports::ProcessTicket ticket) override;

  private:
    struct Running;
    void finish(ports::ProcessTicket ticket);

    uv_loop_s* loop_;
    GuardSettings settings_;
    ports::ProcessTicket next_ = 1;
    std::map<ports::ProcessTicket, std::unique_ptr<Running>> running_;
};

}  // namespace bm::adapters::process
