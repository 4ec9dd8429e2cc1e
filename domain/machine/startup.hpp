// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

#include "domain/core/time.hpp"
#include "domain/machine/availability.hpp"
#include "domain/machine/startup_effect.hpp"
#include "domain/machine/startup_event.hpp"

namespace bm::machine {

/// One machine, from the first look at it until a worker can be started there. It ends with exactly
/// one Ready or Failed. What the machine says is checked, and shown only as core::shown() gives it.
///
///     waiting -> looking -> shipping (only what can run there and is not there) -> pushing ->
///     ended looking -> held -> looking       another worker has the work directory; one whose boss
///     is gone
///                                      has ended within limits::holder_limit. Or the machine is
///                                      busy, and the terms say that it is to be waited for
///     any -> ended                     a step failed, or took longer than its limit; Stop
class Startup {
  public:
    explicit Startup(Terms terms) : terms_(std::move(terms)) {}

    StartupEffects handle(const StartupEvent& event, core::Instant now);
    /// When a Tick is due, if nothing happens before.
    std::optional<core::Instant> next_deadline() const { return due_; }
    bool ended() const { return state_ == State::ended; }

  private:
    enum class State {
        waiting,   ///< for Begin
        looking,   ///< for Looked
        held,      ///< for who has the work directory, or whatever else is busy there, to end
        shipping,  ///< for Shipped
        pushing,   ///< for Pushed
        ended,     ///< Ready or Failed was said
    };

    void on(const Begin&);
    void on(const Looked& looked);
    void on(const Shipped&);
    void on(const Pushed&);
    void on(const StepFailed& failed);
    void on(const Tick&);
    void on(const Stop&);

    void enter(State state, core::Duration limit, std::string text);
    void look();
    void wait_for_holder(const std::string& why);
    bool must_wait(const Share& share);
    void push();
    void fail(std::string reason, bool again);
    bool at_work() const;

    Terms terms_;
    State state_ = State::waiting;
    core::Instant now_;
    std::optional<core::Instant> due_;
    std::optional<core::Instant> held_until_;  ///< then whoever holds the directory is at work
    Program program_;
    std::string work_dir_;
    std::int64_t most_ = 0;
    bool told_busy_ = false;
    StartupEffects effects_;
};

}  // namespace bm::machine
