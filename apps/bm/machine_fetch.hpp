// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>

#include "adapters/git/program.hpp"
#include "apps/bm/cli/options.hpp"

namespace bm::app {

/// `bm boss --machines-fetch-arch`, `bm machines --fetch-arch`: brings each machine that the
/// options name (none: every one of the settings) a compiler for each arch of the selected boards
/// that it lacks. Archives are fetched here, once for all machines of a kind, and sent to all at
/// the same time. The exit status: 0; 1 when one could not be brought, or usage.
int fetch_for_machines(cli::BossOptions options, const adapters::git::Program& git,
                       const std::map<std::string, std::string>& environment);

}  // namespace bm::app
