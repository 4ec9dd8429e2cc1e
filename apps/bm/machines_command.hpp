// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "apps/bm/cli/options.hpp"
#include "domain/machine/pool.hpp"

namespace bm::app {

/// `bm machines`, and `bm boss --mach`. The exit status.
int run_machines(const cli::MachinesOptions& options);

/// The same call by the boss's options.
cli::MachinesOptions machines_options(const cli::BossOptions& options);

/// The pool as one JSON document with a newline.
std::string pool_json(const machine::Pool& pool, int status);

}  // namespace bm::app
