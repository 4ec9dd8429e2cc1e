// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/machine_start.hpp"

#include <utility>
#include <variant>

namespace bm::app::engine {

MachineStart::MachineStart(ports::Machine& machine, machine::Terms terms, Handlers handlers)
    : machine_(machine),
      terms_(terms),
      startup_(std::move(terms)),
      handlers_(std::move(handlers)) {}

MachineStart::~MachineStart() {
    if (!startup_.ended()) machine_.abort();
}

void MachineStart::begin() { happen(machine::Begin{}); }
void MachineStart::tick() { happen(machine::Tick{}); }
void MachineStart::stop() { happen(machine::Stop{}); }

void MachineStart::happen(const machine::StartupEvent& event) {
    // The last of the effects may end this object.
    for (const auto& effect : startup_.handle(event, handlers_.now()))
        std::visit([this](const auto& one) { perform(one); }, effect);
}

/// Nothing of it is wanted any more.
void MachineStart::perform(const machine::Failed& failed) {
    machine_.abort();
    handlers_.on_failed(failed);
}

void MachineStart::perform(const machine::Look&) {
    machine_.look(terms_, [this](core::Expected<machine::Facts> facts) {
        if (facts)
            happen(machine::Looked{std::move(*facts)});
        else
            happen(machine::StepFailed{facts.error()});
    });
}

void MachineStart::perform(const machine::Ship& ship) {
    machine_.ship(ship, [this](core::Expected<void> done) {
        if (done)
            happen(machine::Shipped{});
        else
            happen(machine::StepFailed{done.error()});
    });
}

void MachineStart::perform(const machine::Push& push) {
    machine_.push(push, [this](core::Expected<void> done) {
        if (done)
            happen(machine::Pushed{});
        else
            happen(machine::StepFailed{done.error()});
    });
}

}  // namespace bm::app::engine
