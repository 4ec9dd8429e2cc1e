// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "domain/machine/startup.hpp"
#include "ports/machine.hpp"

namespace bm::app::engine {

/// Performs the start-up of one machine: one answer, through `on_ready` or `on_failed`, never from
/// within begin().
class MachineStart {
  public:
    struct Handlers {
        std::function<core::Instant()> now;
        std::function<void(const std::string& text)> on_step;
        std::function<void(const std::string& text)> on_notice;
        std::function<void(const machine::Ready& ready)> on_ready;
        std::function<void(const machine::Failed& failed)> on_failed;
    };

    /// The machine outlives it.
    MachineStart(ports::Machine& machine, machine::Terms terms, Handlers handlers);
    ~MachineStart();
    MachineStart(const MachineStart&) = delete;
    MachineStart& operator=(const MachineStart&) = delete;

    void begin();
    /// Time has passed.
    void tick();
    /// Ends the step that runs; on_failed follows from within.
    void stop();
    /// Ends the connection that the worker speaks through, when it is to be listened to no more.
    void cut_off() { machine_.abort(); }
    std::optional<core::Instant> next_deadline() const { return startup_.next_deadline(); }

  private:
    void happen(const machine::StartupEvent& event);
    void perform(const machine::Look&);
    void perform(const machine::Ship& ship);
    void perform(const machine::Push& push);
    void perform(const machine::Abort&) { machine_.abort(); }
    void perform(const machine::Step& step) { handlers_.on_step(step.text); }
    void perform(const machine::Notice& notice) { handlers_.on_notice(notice.text); }
    void perform(const machine::Ready& ready) { handlers_.on_ready(ready); }
    void perform(const machine::Failed& failed);

    ports::Machine& machine_;
    machine::Terms terms_;
    machine::Startup startup_;
    Handlers handlers_;
};

}  // namespace bm::app::engine
