// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "apps/bm/cli/options.hpp"

namespace bm::app {

/// `bm boss`: everything from the options to the exit status.
int run_boss(const cli::BossOptions& options);

}  // namespace bm::app
