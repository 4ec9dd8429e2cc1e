// SPDX-License-Identifier: GPL-2.0-or-later
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <variant>
#include <vector>

#include "adapters/process/guard.hpp"
#include "apps/bm/boss_command.hpp"
#include "apps/bm/cli/options.hpp"
#include "apps/bm/machine_toolchains.hpp"
#include "apps/bm/worker_command.hpp"
#include "domain/worker/recipe_builder.hpp"

namespace {

using namespace bm::app;

int run(const cli::BossOptions& options) { return run_boss(options); }

int run(const cli::WorkerOptions& options) {
    return run_worker(options, [](const std::map<std::string, std::string>& environment) {
        return std::make_unique<bm::worker::RecipeBuilder>(machine_toolchains(environment),
                                                           environment);
    });
}

int run(const cli::Answer& answer) {
    std::FILE* const stream = answer.status == 0 ? stdout : stderr;
    const bool written = std::fputs(answer.text.c_str(), stream) >= 0 && std::fflush(stream) == 0;
    return answer.status == 0 && !written ? 1 : answer.status;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::strcmp(argv[1], bm::adapters::process::guard_verb) == 0)
        return bm::adapters::process::guard_main(argc, argv);
    std::signal(SIGPIPE, SIG_IGN);
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    return std::visit([](const auto& command) { return run(command); },
                      cli::parse_command_line(arguments));
}
