// SPDX-License-Identifier: GPL-2.0-or-later
// What the letters of the command line mean for a campaign.
#pragma once

#include <string>

#include "apps/bm/boss_setup.hpp"
#include "apps/bm/cli/options.hpp"
#include "domain/core/expected.hpp"
#include "domain/plan/campaign.hpp"
#include "domain/protocol/message.hpp"
#include "ports/result_store.hpp"

namespace bm::app {

/// Takes the letters that need no look at the world into `setup`: adjustments, variables of the
/// caller's environment, files to include. An error names the letter and the word.
core::Expected<void> read_letters(const cli::BossOptions& options,
                                  const std::map<std::string, std::string>& environment,
                                  Setup& setup);

/// What every worker is told.
protocol::Settings build_settings(const cli::BossOptions& options, const Setup& setup,
                                  const std::string& spool);

/// What would be built, and what workers would be told, as one JSON document with a newline.
std::string plan_json(const cli::BossOptions& options, const Setup& setup);

/// The same as the first line of --json-progress.
std::string plan_line(const cli::BossOptions& options, const Setup& setup);

/// Whether workers are to take footprints.
bool counts_lines(const cli::BossOptions& options);

/// Whether an outcome of an earlier run stands: -f takes none, -F those that are clean, --lines
/// those whose lines were counted, or cannot be.
bool stands(const cli::BossOptions& options, const ports::StoredBuild& build,
            const plan::Earlier& earlier);

}  // namespace bm::app
