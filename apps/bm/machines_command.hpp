// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/ssh/ssh.hpp"
#include "adapters/terminal/screen.hpp"
#include "apps/bm/cli/options.hpp"
#include "domain/machine/pool.hpp"
#include "domain/settings/machines.hpp"

namespace bm::app {

/// `bm machines`, and `bm boss --mach`. The exit status.
int run_machines(const cli::MachinesOptions& options);

/// The same call by the boss's options.
cli::MachinesOptions machines_options(const cli::BossOptions& options);

/// What the machines and this one ("here") say, all asked at the same time; `err` is told who is
/// waited for. `time_limit_s`: for each; else what the settings say.
machine::Pool survey_machines(const std::vector<settings::Machine>& machines,
                              const adapters::ssh::Ssh& ssh,
                              std::optional<std::int64_t> time_limit_s,
                              const std::map<std::string, std::string>& environment,
                              adapters::terminal::Screen& err);

/// The pool as one JSON document with a newline.
std::string pool_json(const machine::Pool& pool, int status);

}  // namespace bm::app
