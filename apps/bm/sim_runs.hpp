// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "apps/bm/sim_command.hpp"
#include "ports/screen.hpp"

namespace bm::app {

/// The runs of a shape, with seeds from its own on, on all processors. `trace` gets what happens in
/// the first. What takes longer than a second tells `screen` how far it is.
SimFindings run_all(const sim::Shape& shape, std::int64_t runs, const sim::Trace::Sink& trace,
                    ports::Screen& screen);

}  // namespace bm::app
