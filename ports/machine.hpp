// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/machine/startup_effect.hpp"
#include "domain/machine/terms.hpp"

namespace bm::ports {

/// Another machine, one step at a time. Each step ends once through `on_end`, from the loop and
/// never from within the call, unless abort() came first. A failure of kind environment or busy may
/// go away by itself; the message begins with what was being done.
class Machine {
  public:
    virtual ~Machine() = default;

    virtual void look(const machine::Terms& terms,
                      std::function<void(core::Expected<machine::Facts>)> on_end) = 0;
    virtual void ship(const machine::Ship& what,
                      std::function<void(core::Expected<void>)> on_end) = 0;
    virtual void push(const machine::Push& where,
                      std::function<void(core::Expected<void>)> on_end) = 0;
    /// Ends bm's own worker of the terms' work directory, if one is at work; what was done, in one
    /// line.
    virtual void end_worker(const machine::Terms& terms,
                            std::function<void(core::Expected<std::string>)> on_end) = 0;
    /// The running step is ended by force; its on_end is not called. A connection that steps and
    /// workers share is ended too.
    virtual void abort() = 0;

    /// `tell` is given, from the loop, the one-line reason why a connection that steps and workers
    /// share is gone, unless we ended it.
    virtual void when_lost(std::function<void(const std::string& reason)> tell) = 0;

    /// The words that start a worker there, for WorkerLauncher.
    virtual std::vector<std::string> worker_command(const machine::Ready& ready,
                                                    bool debug) const = 0;
};

}  // namespace bm::ports
