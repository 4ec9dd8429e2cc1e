// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/worker/main.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/ssh/quiet.hpp"
#include "adapters/terminal/screen.hpp"
#include "apps/bm/boards_command.hpp"
#include "apps/bm/boss_command.hpp"
#include "apps/bm/cli/options.hpp"
#include "apps/bm/config_command.hpp"
#include "apps/bm/init_command.hpp"
#include "apps/bm/machines_command.hpp"
#include "apps/bm/sim_command.hpp"
#include "apps/bm/summary_command.hpp"
#include "apps/bm/toolchains_command.hpp"

namespace {

using namespace bm;
using namespace bm::app;

constexpr std::size_t widest_help = 100;

/// When git started us to reach a machine we are that, and nothing else.
std::optional<int> main_of_quiet_ssh(int argc, char** argv) {
    if (argc < 2 || std::string_view(argv[1]) != adapters::ssh::quiet_verb) return std::nullopt;
    return adapters::ssh::quiet_main(argc, argv);
}

int run(const cli::BossOptions& options) { return run_boss(options); }
int run(const cli::BoardsOptions& options) { return run_boards(options); }
int run(const cli::WorkerOptions& options) { return build_for_boss(options); }
int run(const cli::MachinesOptions& options) { return run_machines(options); }
int run(const cli::InitOptions& options) { return run_init(options); }
int run(const cli::ConfigOptions& options) { return run_config(options); }
int run(const cli::ToolchainsOptions& options) { return run_toolchains(options); }
int run(const cli::SummaryOptions& options) { return run_summary(options); }
int run(const cli::SimOptions& options) { return run_sim(options); }
int run(const cli::Answer& said) { return answer(said); }

int run_command_line(int argc, char** argv) {
    if (const auto status = main_of_quiet_ssh(argc, argv)) return *status;
    if (const auto status = main_of_guard(argc, argv)) return *status;
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const adapters::terminal::Screen screen(STDOUT_FILENO);
    const auto width = screen.width() > 0 ? std::min(screen.width(), widest_help) : 80;
    return std::visit([](const auto& command) { return run(command); },
                      cli::parse_command_line(arguments, width));
}

/// What nobody could do anything about.
int give_up(const char* what) {
    (void)std::fputs("bm: ", stderr);
    (void)std::fputs(what, stderr);
    (void)std::fputs("\n", stderr);
    return 1;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run_command_line(argc, argv);
    } catch (const std::bad_alloc&) {
        return give_up("There is not enough memory (ulimit -v says what a process may have)");
    } catch (const std::exception& problem) {
        return give_up(problem.what());
    }
}
