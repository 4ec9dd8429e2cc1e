// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/worker/main.hpp"

#include <csignal>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

#include "adapters/process/guard.hpp"
#include "adapters/terminal/streams.hpp"
#include "apps/bm/worker/command.hpp"
#include "apps/bm/worker/toolchains.hpp"
#include "domain/worker/recipe_builder.hpp"

namespace bm::app {

std::optional<int> main_of_guard(int argc, char** argv) {
    if (argc > 1 && std::strcmp(argv[1], adapters::process::guard_verb) == 0)
        return adapters::process::guard_main(argc, argv);
    std::signal(SIGPIPE, SIG_IGN);
    adapters::terminal::hold_standard_streams();
    return std::nullopt;
}

int answer(const cli::Answer& answer) {
    std::FILE* const stream = answer.status == 0 ? stdout : stderr;
    const bool written = std::fputs(answer.text.c_str(), stream) >= 0 && std::fflush(stream) == 0;
    if (answer.status != 0 || written) return answer.status;
    std::fputs("bm: Cannot write to standard output\n", stderr);
    return 1;
}

int build_for_boss(const cli::WorkerOptions& options) {
    return run_worker(options, [](const std::map<std::string, std::string>& environment) {
        return std::make_unique<worker::RecipeBuilder>(machine_toolchains(environment),
                                                       environment);
    });
}

int worker_main(int argc, char** argv, std::vector<std::string> verb) {
    if (const auto status = main_of_guard(argc, argv)) return *status;
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (first == "--version" || (!verb.empty() && first == verb.front())) verb.clear();
    verb.insert(verb.end(), argv + (argc > 0 ? 1 : 0), argv + argc);
    const auto command = cli::parse_command_line(verb);
    if (const auto* options = std::get_if<cli::WorkerOptions>(&command))
        return build_for_boss(*options);
    const auto* said = std::get_if<cli::Answer>(&command);
    return said ? answer(*said) : 1;
}

}  // namespace bm::app
