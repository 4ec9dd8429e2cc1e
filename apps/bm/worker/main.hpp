// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apps/bm/cli/options.hpp"

namespace bm::app {

/// What every executable with a worker in it begins with: when it was started as the guard of a
/// build it is that, and the status is returned. SIGPIPE is ignored from here on.
std::optional<int> main_of_guard(int argc, char** argv);

/// Prints help, version or what is wrong with the arguments; returns the exit status.
int answer(const cli::Answer& answer);

/// Builds for a boss by the recipe; returns the exit status.
int build_for_boss(const cli::WorkerOptions& options);

/// The main function of a worker: `verb`, unless the arguments begin with it or are `--version`, then
/// the arguments.
int worker_main(int argc, char** argv, std::vector<std::string> verb);

}  // namespace bm::app
