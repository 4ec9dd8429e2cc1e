// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/bm/boss_setup.hpp"
#include "apps/bm/cli/options.hpp"
#include "apps/bm/summary_tree.hpp"
#include "domain/boss/campaign_effect.hpp"
#include "domain/plan/campaign.hpp"
#include "domain/result/exit_status.hpp"
#include "domain/result/verdict.hpp"
#include "ports/result_store.hpp"
#include "ports/screen.hpp"

namespace bm::app {

/// A campaign that has ended, and what it was to do.
struct Ended {
    const cli::BossOptions& options;
    const Setup& setup;
    const adapters::git::Program& git;
    const std::vector<std::string>& folders;
    const plan::Plan& plan;
    const boss::Finish& finish;
    core::Duration took;
};

/// What is found in the output tree, commit by commit.
struct Verdict {
    std::vector<result::BuildsByBoard> builds;
    std::vector<std::vector<result::Change>> changes;
    std::int64_t without_toolchain = 0;
};

/// How a call ends, and what its summary is made of, if one is wanted.
struct Concluded {
    int status = 0;
    std::optional<ReadTree> tree = {};
};

/// Shows the closing line, what could not be obtained and what each commit did; with --json or
/// --json-progress the same as JSON on `json`; then writes the summary to
/// the files that are asked for.
core::Expected<Concluded> conclude(const Ended& ended, ports::ResultStore& store,
                                   ports::Screen& screen, ports::Screen& json);

/// The verdict as one JSON document with a newline.
std::string verdict_json(const Ended& ended, const Verdict& verdict, int status);

/// The same as the last line of --json-progress.
std::string verdict_line(const Ended& ended, const Verdict& verdict, int status);

}  // namespace bm::app
