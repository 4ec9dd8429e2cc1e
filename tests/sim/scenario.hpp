// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "domain/boss/campaign.hpp"
#include "tests/sim/dice.hpp"

namespace bm::sim {

/// What goes wrong in one run: chances in per mille for each occasion, while the budget lasts.
struct Faults {
    int budget = 0;        ///< faults in all
    int fatal_budget = 0;  ///< of these, how many may kill or hang a worker
    int start_fails = 0;
    int dies = 0;   ///< a worker that is started, at some moment
    int hangs = 0;  ///< likewise
    int line_lost = 0;
    int line_twice = 0;
    int line_late = 0;  ///< by up to 50 s, and all that follow
    int garbage = 0;    ///< before a line
    int build_killed = 0;
    int store_fails = 0;
    int disk_full = 0;
    bool interrupt = false;
};

struct Scenario {
    std::uint64_t seed = 0;
    plan::Plan plan;
    boss::Config config;
    Faults faults;
    std::set<core::BuildId> poison;           ///< kills every worker that builds it
    std::set<std::string> without_toolchain;  ///< boards that nobody can build
    int processors = 2;
    bool aloud = false;  ///< print what happens
    bool mild = true;    ///< too few faults for anything to be given up
};

/// The scenario of a seed: even seeds are mild, odd ones are not.
Scenario scenario_of(std::uint64_t seed);

/// The outcome that a build truly has, wherever and whenever it is built.
int true_return_code(const std::string& board, const std::string& commit);
std::string true_stderr(const std::string& board, const std::string& commit);
/// Its result files: an empty one, a short one, and one of some chunks.
std::map<std::string, std::string> true_files(const std::string& board, const std::string& commit);

}  // namespace bm::sim
