// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/config_command.hpp"

#include <unistd.h>

#include "adapters/process/descendants.hpp"
#include "adapters/terminal/screen.hpp"
#include "apps/bm/command_end.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/worker/machine.hpp"

namespace bm::app {
namespace {

using adapters::terminal::Screen;

core::Expected<int> show(const cli::ConfigOptions& options, Screen& out, Screen& err) {
    BM_TRY_ASSIGN(const auto settings,
                  all_settings(options.settings_file, options.git_dir, own_environment()));
    BM_TRY_ASSIGN(const auto all, settings::in_force(settings));
    auto warnings = settings.warnings;
    for (auto& warning : settings::unknown_machine_keys(settings))
        warnings.push_back(std::move(warning));
    for (const auto& warning : warnings) err.write("bm: " + warning + "\n");
    out.write(options.json ? settings_json(all, warnings) : settings::listing(all));
    return 0;
}

}  // namespace

int run_config(const cli::ConfigOptions& options) {
    Screen out(STDOUT_FILENO);
    Screen err(STDERR_FILENO);
    adapters::process::become_subreaper();
    return end_command(show(options, out, err), out, err);
}

}  // namespace bm::app
