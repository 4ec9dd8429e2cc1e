// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "apps/bm/sim_command.hpp"

namespace bm::app {

/// The findings for people.
std::string sim_text(const SimFindings& findings, const cli::SimOptions& options);

}  // namespace bm::app
