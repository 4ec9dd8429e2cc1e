// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/options.hpp"

#include <CLI/CLI.hpp>
#include <sstream>
#include <utility>

#include "apps/bm/cli/describe.hpp"
#include "apps/bm/cli/prefixes.hpp"

namespace bm::app::cli {
namespace {

struct LongNames {
    std::vector<std::string> of_buildman;
    std::vector<std::string> younger;
};

LongNames long_names(const CLI::App& app) {
    LongNames names;
    for (const auto* option : app.get_options())
        for (const auto& name : option->get_lnames())
            (is_younger(name) ? names.younger : names.of_buildman).push_back(name);
    return names;
}

std::optional<Answer> parse(CLI::App& app, std::vector<std::string> words,
                            const std::string& name) {
    const auto names = long_names(app);
    auto expanded = expand_prefixes(std::move(words), names.of_buildman, names.younger);
    const auto hint = "\nSee '" + name + " --help'.\n";
    if (!expanded) return Answer{expanded.error().message + hint, 1};
    try {
        std::vector<std::string> reversed(expanded->rbegin(), expanded->rend());
        app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
        return Answer{app.help(), 0};
    } catch (const CLI::Error& problem) {
        return Answer{std::string(problem.what()) + hint, 1};
    }
    return std::nullopt;
}

constexpr auto overview =
    "bm builds boards at commits and says which commit broke, warned or grew which board.\n\n"
    "  bm boss [OPTIONS] [TERMS...]   plan, build through workers, report\n"
    "  bm worker [OPTIONS]            build what a boss asks for\n\n"
    "'bm boss --help' and 'bm worker --help' say more; 'bm --version' which bm this is.\n";

}  // namespace

Command parse_command_line(const std::vector<std::string>& arguments) {
    const auto verb = arguments.empty() ? std::string() : arguments.front();
    const std::vector<std::string> rest(arguments.empty() ? arguments.end() : arguments.begin() + 1,
                                        arguments.end());
    if (verb == "boss") {
        BossOptions options;
        CLI::App app("", "bm boss");
        describe_boss(app, options);
        if (auto answer = parse(app, rest, "bm boss")) return *answer;
        return options;
    }
    if (verb == "worker") {
        WorkerOptions options;
        CLI::App app("", "bm worker");
        describe_worker(app, options);
        if (auto answer = parse(app, rest, "bm worker")) return *answer;
        return options;
    }
    if (verb == "--version") return Answer{"bm " BM_VERSION "\n", 0};
    if (verb == "--help" || verb == "-h" || verb == "help") return Answer{overview, 0};
    if (verb.empty()) return Answer{overview, 1};
    return Answer{"bm: there is no command '" + verb.substr(0, 100) + "'\n\n" + overview, 1};
}

}  // namespace bm::app::cli
