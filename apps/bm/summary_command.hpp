// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "apps/bm/cli/options.hpp"

namespace bm::app {

/// `bm summary`. Status 0, whatever the results say; 1: there is nothing to tell of, or what was
/// asked for cannot be written.
int run_summary(const cli::SummaryOptions& options);

}  // namespace bm::app
