// SPDX-License-Identifier: GPL-2.0-or-later
// The one description of every option: parser, help, manual pages and completion come from it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "apps/bm/cli/options.hpp"

namespace bm::app::cli {

/// Letters and long names are those of buildman (P section 9), but for the younger ones.
void describe_boss(CLI::App& app, BossOptions& options);
void describe_config(CLI::App& app, ConfigOptions& options);
void describe_machines(CLI::App& app, MachinesOptions& options);
void describe_init(CLI::App& app, InitOptions& options);
void describe_boards(CLI::App& app, BoardsOptions& options);
void describe_worker(CLI::App& app, WorkerOptions& options);
/// Which boards and commits, for the commands that build or show them: the verb says which.
void describe_campaign(CLI::App& app, const std::string& group_name, const std::string& verb,
                       CampaignOptions& options);
/// What a summary shows, for the commands that make one.
void describe_show(CLI::App& app, ShowOptions& options);
void describe_summary(CLI::App& app, SummaryOptions& options);
void describe_sim(CLI::App& app, SimOptions& options);
void describe_toolchains(CLI::App& app, ToolchainsOptions& options);

/// --help and --full-help: last, after what there is to be helped with.
void add_help(CLI::App& app);

/// True for a long name that buildman does not have.
bool is_younger(std::string_view long_name);

}  // namespace bm::app::cli
