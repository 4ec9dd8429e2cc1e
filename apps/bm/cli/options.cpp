// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/options.hpp"

#include <CLI/CLI.hpp>
#include <limits>
#include <sstream>
#include <utility>

#include "apps/bm/cli/prefixes.hpp"

namespace bm::app::cli {
namespace {

constexpr auto most_threads = 1024;

/// An option that takes one word each time it is given and may be given again.
CLI::Option* repeated(CLI::App& app, const std::string& name, std::vector<std::string>& target,
                      const std::string& help) {
    return app.add_option(name, target, help)
        ->type_size(1)
        ->expected(1)
        ->allow_extra_args(false)
        ->take_all()
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_what(CLI::App& app, BossOptions& o) {
    const std::string group = "What to build";
    app.add_option(
           "TERMS", o.terms,
           "Boards: expressions matched from the start of a board's name, arch, cpu, vendor "
           "or soc; joined by '&' all must match")
        ->group(group);
    app.add_option("-b,--branch", o.branch, "Branch to build from its upstream on, or a range a..b")
        ->group(group);
    app.add_option("-c,--count", o.count, "Only the newest N commits")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
        ->group(group);
    repeated(app, "--boards", o.boards, "Exact names of boards, comma-separated")->group(group);
    repeated(app, "-x,--exclude", o.exclude, "Boards to leave out, as in TERMS")->group(group);
    app.add_option("-g,--git", o.git_dir, "Directory of the source tree (default: the one that this directory is in)")
        ->group(group);
    app.add_option("--board-list", o.board_list,
                   "Board list to use instead of boards.cfg in the output directory")
        ->group(group);
    app.add_option("-G,--config-file", o.settings_file, "Settings file (default: ~/.buildman)")
        ->group(group);
}

void add_how(CLI::App& app, BossOptions& o) {
    const std::string group = "How to build";
    app.add_option("-T,--threads", o.threads,
                   "Builds at a time (default: processors, or fewer boards)")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{most_threads}))
        ->group(group);
    app.add_option("-j,--jobs", o.jobs, "make -j for each build (default: processors over builds)")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{most_threads}))
        ->group(group);
    app.add_flag("-f,--force-build", o.force_build, "Build again what is done already")
        ->group(group);
    app.add_flag("-E,--warnings-as-errors", o.warnings_as_errors, "Build with -Werror")
        ->group(group);
    app.add_flag("-M,--allow-missing", o.allow_missing, "Go on without missing firmware blobs")
        ->group(group);
    app.add_flag("--no-allow-missing", o.no_allow_missing, "Do not, whatever the settings say")
        ->group(group);
    app.add_flag("-L,--no-lto", o.no_lto, "Build with NO_LTO=1")->group(group);
    app.add_flag("-P,--per-board-out-dir", o.per_board_out_dir,
                 "A build directory of its own for each board")
        ->group(group);
    app.add_flag("-w,--work-in-output", o.work_in_output,
                 "Build in the output directory itself: one board, current source or one commit")
        ->group(group);
    app.add_option("--time-limit", o.time_limit_s, "Seconds one build may take (default: no limit)")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{10'000'000}))
        ->group(group);
}

void add_results(CLI::App& app, BossOptions& o) {
    const std::string group = "Results";
    app.add_option("-o,--output-dir", o.output_dir, "Where results go (default: the directory above the tree)")->group(group);
    app.add_flag("-k,--keep-outputs", o.keep_outputs, "Keep the images too")->group(group);
    app.add_flag("-e,--show_errors", o.show_errors, "Show errors and warnings as they come")
        ->group(group);
    app.add_flag("-v,--verbose", o.verbose, "Show each build as it ends")->group(group);
    app.add_flag("-n,--dry-run", o.dry_run, "Only say what would be built")->group(group);
    app.add_flag("-W,--ignore-warnings", o.ignore_warnings, "Warnings alone end with status 0")
        ->group(group);
    app.add_flag("--json", o.json, "Print the verdict as JSON on stdout")->group(group);
    app.add_flag("-D,--debug", o.debug, "Say what goes on between boss and workers")->group(group);
}

void describe_boss(CLI::App& app, BossOptions& o) {
    app.description("Build boards at commits, store every result, and say what each commit did.");
    app.footer(
        "Exit status: 0 all built; 100 a build failed; 101 warnings only; 102 a build could not be "
        "obtained; 1 usage or set-up; 130 interrupted.");
    add_what(app, o);
    add_how(app, o);
    add_results(app, o);
}

void describe_worker(CLI::App& app, WorkerOptions& o) {
    app.description("Build what a boss asks for, over stdin and stdout (doc/protocol.md).");
    app.add_option("-g,--git", o.work_dir, "Work directory (default: ~/.cache/bm/worker)");
    app.add_flag("-D,--debug", o.debug, "Say on stderr what goes on, in lines starting 'W: '");
}

std::vector<std::string> long_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* option : app.get_options())
        for (const auto& name : option->get_lnames()) names.push_back(name);
    return names;
}

std::optional<Answer> parse(CLI::App& app, std::vector<std::string> words,
                            const std::string& name) {
    auto expanded = expand_prefixes(std::move(words), long_names(app));
    const auto hint = "\nSee '" + name + " --help'.\n";
    if (!expanded) return Answer{expanded.error().message + hint, 1};
    try {
        std::vector<std::string> reversed(expanded->rbegin(), expanded->rend());
        app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
        return Answer{app.help(name), 0};
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
