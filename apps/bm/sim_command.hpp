// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/bm/cli/options.hpp"
#include "sim/world.hpp"

namespace bm::app {

/// What `bm sim` found.
struct SimFindings {
    std::int64_t runs = 0;
    std::int64_t sound_runs = 0;                 ///< without a violation
    std::vector<sim::Report> broken;             ///< those with one, by seed; not all of very many
    std::map<std::string, std::int64_t> faults;  ///< that happened, by kind
    std::int64_t builds = 0;
    std::int64_t stored = 0;
    std::optional<sim::Report> only;           ///< of one run
    std::optional<core::Duration> first_come;  ///< where it was asked for, or nothing went wrong
    core::Duration bound{0};                   ///< of the first run: no schedule is faster
};

/// `bm sim`; returns the exit status, bm-sim(1) says which.
int run_sim(const cli::SimOptions& options);

/// The one command that shows a run again.
std::string replay_of(const cli::SimOptions& options, std::uint64_t seed);

/// The findings as `--json` has them (doc/json.md).
std::string sim_json(const SimFindings& findings, const cli::SimOptions& options);

}  // namespace bm::app
