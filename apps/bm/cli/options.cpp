// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/options.hpp"

#include <CLI/CLI.hpp>
#include <utility>

#include "apps/bm/cli/describe.hpp"
#include "apps/bm/cli/manual.hpp"
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

std::optional<Answer> parse(CLI::App& app, std::vector<std::string> words, Manual (*manual)(),
                            std::size_t width) {
    const auto names = long_names(app);
    auto expanded = expand_prefixes(std::move(words), names.of_buildman, names.younger);
    const auto hint = "\nSee '" + app.get_name() + " --help'.\n";
    if (!expanded) return Answer{expanded.error().message + hint, 1};
    try {
        std::vector<std::string> reversed(expanded->rbegin(), expanded->rend());
        app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
        return Answer{help_text(manual(), width), 0};
    } catch (const CLI::CallForAllHelp&) {
        return Answer{manual_text(manual(), width), 0};
    } catch (const CLI::Error& problem) {
        return Answer{std::string(problem.what()) + hint, 1};
    }
    return std::nullopt;
}

/// `bm help`, `bm help boss`.
Answer help_on(const std::vector<std::string>& words, std::size_t width) {
    for (const auto& manual : manuals())
        if (words.empty() ? manual.command == "bm" : manual.command == "bm " + words.front())
            return {manual_text(manual, width), 0};
    return {"bm: there is no command '" + words.front().substr(0, 100) + "'\nSee 'bm --help'.\n",
            1};
}

std::string overview(std::size_t width) {
    return manual_text(manual_of_bm(), width) +
           "\nbm boss --help shows its options, bm boss --full-help its manual.\n";
}

template <class Options>
Command parse_options(const char* command, void (*describe)(CLI::App&, Options&),
                      const std::vector<std::string>& words, Manual (*manual)(),
                      std::size_t width) {
    Options options;
    CLI::App app("", command);
    describe(app, options);
    if (auto answer = parse(app, words, manual, width)) return *answer;
    return options;
}

}  // namespace

Command parse_command_line(const std::vector<std::string>& arguments, std::size_t width) {
    const auto verb = arguments.empty() ? std::string() : arguments.front();
    const std::vector<std::string> rest(arguments.empty() ? arguments.end() : arguments.begin() + 1,
                                        arguments.end());
    if (verb == "boss") return parse_options("bm boss", describe_boss, rest, manual_of_boss, width);
    if (verb == "boards")
        return parse_options("bm boards", describe_boards, rest, manual_of_boards, width);
    if (verb == "worker")
        return parse_options("bm worker", describe_worker, rest, manual_of_worker, width);
    if (verb == "machines")
        return parse_options("bm machines", describe_machines, rest, manual_of_machines, width);
    if (verb == "init") return parse_options("bm init", describe_init, rest, manual_of_init, width);
    if (verb == "config")
        return parse_options("bm config", describe_config, rest, manual_of_config, width);
    if (verb == "toolchains")
        return parse_options("bm toolchains", describe_toolchains, rest, manual_of_toolchains,
                             width);
    if (verb == "summary")
        return parse_options("bm summary", describe_summary, rest, manual_of_summary, width);
    if (verb == "sim") return parse_options("bm sim", describe_sim, rest, manual_of_sim, width);
    if (verb == "--version") return Answer{"bm " BM_VERSION "\n", 0};
    if (verb == "help") return help_on(rest, width);
    if (verb == "--help" || verb == "-h" || verb == "-H" || verb == "--full-help")
        return Answer{overview(width), 0};
    if (verb.empty()) return Answer{overview(width), 1};
    return Answer{"bm: there is no command '" + verb.substr(0, 100) + "'\n\n" + overview(width), 1};
}

}  // namespace bm::app::cli
