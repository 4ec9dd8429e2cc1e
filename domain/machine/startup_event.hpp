// SPDX-License-Identifier: GPL-2.0-or-later
// What can happen while a machine is made ready.
#pragma once

#include <variant>

#include "domain/core/error.hpp"
#include "domain/machine/terms.hpp"

namespace bm::machine {

/// Go on; comes once, first.
struct Begin {};

/// The answer to Look.
struct Looked {
    Facts facts;
};

/// The answer to Ship.
struct Shipped {};

/// The answer to Push.
struct Pushed {};

/// The answer to Look, Ship or Push in place of the good one. Kind environment or busy: another try
/// may do better.
struct StepFailed {
    core::Error error;
};

/// Time has passed.
struct Tick {};

/// The machine is wanted no more.
struct Stop {};

using StartupEvent = std::variant<Begin, Looked, Shipped, Pushed, StepFailed, Tick, Stop>;

}  // namespace bm::machine
