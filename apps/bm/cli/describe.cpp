// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/describe.hpp"

#include <algorithm>
#include <array>

#include "apps/bm/cli/group.hpp"

namespace bm::app::cli {
namespace {

constexpr std::int64_t most_threads = 1024;
constexpr std::int64_t most_seconds = 10'000'000;

/// For bm itself: no help shows them.
constexpr auto hidden = "";

/// What is wrong with the name of a campaign, which a lock's text ends with; empty: nothing.
std::string fault_of_campaign(const std::string& id) {
    const bool good = !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    return good ? "" : "not letters and digits";
}

void add_what(CLI::App& app, BossOptions& o) {
    constexpr auto what = "What to build";
    describe_campaign(app, what, "Build", o);
    Group(app, what).repeated("--include", o.include,
                              "Build the current source with this file too, though git ignores it",
                              "FILE");
}

void add_list(CLI::App& app, BossOptions& o) {
    Group(app, "Board list, and nothing built")
        .value(
            "-R,--regen-board-list", o.write_list_to,
            "Write the board list of the tree to a file; '-': boards.cfg in the output directory",
            "FILE")
        .flag("--maintainer-check", o.maintainer_check,
              "Check that every board has a maintainer and a status")
        .flag("--full-check", o.full_check, "Check the TARGET_ symbol of every board, too");
}

void add_configuration(CLI::App& app, BossOptions& o) {
    Group(app, "Configuration")
        .repeated("-a,--adjust-cfg", o.adjust,
                  "Change the configuration of every board: NAME sets, ~NAME unsets, NAME=VALUE; "
                  "comma-separated",
                  "CFG")
        .repeated("--fragments", o.fragments,
                  "Configuration fragments after each defconfig, comma-separated", "LIST")
        .flag("-C,--force-reconfig", o.force_reconfig,
              "Configure at each commit (default: when a commit can change the configuration)")
        .flag("-Z,--no-kconfig-check", o.no_kconfig_check,
              "Do not look whether a commit can change the configuration")
        .flag("-m,--mrproper", o.mrproper, "Build each commit from nothing")
        .flag("--fallback-mrproper", o.fallback_mrproper,
              "Build a failed commit once more from nothing (bm always does; see -Q)")
        .flag("--config-only", o.config_only, "Stop when the configuration is made")
        .flag("-r,--reproducible-builds", o.reproducible,
              "Build without dates and without the state of the tree in the version");
}

void add_how(CLI::App& app, BossOptions& o) {
    Group(app, "How to build")
        .number("-T,--threads", o.threads, 0, most_threads,
                "Builds at a time; 0 is 1 (default: processors, or fewer boards)")
        .number("-j,--jobs", o.jobs, 1, most_threads,
                "make -j for each build (default: processors over builds)")
        .number("--silence", o.silence_s, 3, most_seconds,
                "Seconds of silence after which a worker counts as lost (default: 30)")
        .number("--process-limit", o.process_limit, 1, most_threads,
                "Wait until fewer than N calls of bm build for you on this machine "
                "(default: do not wait)")
        .flag("-f,--force-build", o.force_build, "Build again what is done already")
        .flag("-F,--force-build-failures", o.force_build_failures,
              "Build again what failed or warned before")
        .flag("-Q,--quick", o.quick,
              "Believe a failure of an incremental build; without it every failure that a commit "
              "brings is built once more from nothing")
        .flag(
            "--no-carry", o.no_carry,
            "Build every commit; without it a board's outcome is taken over from an earlier commit "
            "where nothing differs that its build has looked at (-k builds every commit, too)")
        .number("--verify-carried", o.verify_carried, 0, 100,
                "Build so many percent of what could be taken over all the same, from nothing, and "
                "compare; a difference is told and ends with status 1")
        .flag("-E,--warnings-as-errors", o.warnings_as_errors, "Build with -Werror")
        .flag("-M,--allow-missing", o.allow_missing,
              "Go on without missing firmware blobs (default: allow-missing in the settings)")
        .flag("--no-allow-missing", o.no_allow_missing, "Do not, whatever else says so")
        .flag("-L,--no-lto", o.no_lto, "Build with NO_LTO=1")
        .flag("-V,--verbose-build", o.verbose_build, "Keep make's commands in the log (V=1)")
        .flag("--lines-debug", o.lines_debug,
              "With --lines: compile for debuggers (CC_OPTIMIZE_FOR_DEBUG), so that fewer lines "
              "share their code; implies --lines. Builds that are there stay as they are (see -f)")
        .value("--target", o.target, "Goal of make (default: all)", "GOAL")
        .number("--time-limit", o.time_limit_s, 1, most_seconds,
                "Seconds that one build may take (default: ten times what the board took at most "
                "before, at least 20 min; 6 h for one that was never built)");
}

void add_tools(CLI::App& app, BossOptions& o) {
    Group(app, "Tools and places")
        .value("-O,--override-toolchain", o.compiler,
               "Compiler for HOSTCC and CC in place of the arch's toolchain; LLVM=1, LLVM=-15 or "
               "LLVM=/DIR/: clang with its own linker and tools, for a tree that knows LLVM",
               "CC")
        .flag("-A,--print-prefix", o.print_prefix,
              "Only print CROSS_COMPILE for the boards, which must share one toolchain")
        .flag("--print-arch", o.print_arch, "Only print the arch that the boards share")
        .flag("--list-tool-chains", o.list_toolchains,
              "Only list the compiler of each arch (bm toolchains says more)")
        .repeated("--fetch-arch", o.fetch_arch,
                  "Only fetch compilers, as bm toolchains --fetch does", "LIST")
        .flag("-p,--full-path", o.full_path,
              "Put the compiler's directory into CROSS_COMPILE and leave PATH as it is")
        .flag("--dtc-skip", o.dtc_skip, "Use the machine's own dtc, not the tree's")
        .repeated("--env", o.environment,
                  "Give make this variable of yours too; its value is stored with the results",
                  "NAME")
        .flag("-P,--per-board-out-dir", o.per_board_out_dir,
              "A build directory of its own for each board")
        .flag("-i,--in-tree", o.in_tree, "Build in the source itself, each commit from nothing")
        .flag("-w,--work-in-output", o.work_in_output,
              "Build in the output directory itself: one board, current source or one commit")
        .value("-G,--config-file", o.settings_file, "Settings file (default: ~/.buildman)", "FILE");
}

void add_machines(CLI::App& app, BossOptions& o) {
    Group(app, "Other machines")
        .flag("--dist,--distribute", o.distribute,
              "Build on the machines of [machines] in the settings too, through ssh")
        .repeated("--use-machines", o.machines,
                  "Build on these of them, comma-separated; implies --dist", "LIST")
        .flag("--no-local", o.no_local, "Build nothing on this machine; needs --dist")
        .flag("--wait", o.wait,
              "Use a machine that is busy when it is free again (default: at once, for as many "
              "boards as its load leaves room for)")
        .value("--ssh-command", o.ssh_command,
               "Program, with its options, that runs a command on a machine (default: ssh)", "CMD")
        .flag("--mach,--machines", o.show_machines,
              "Only say what each machine can be used for, as bm machines does")
        .flag("--machines-fetch-arch", o.machines_fetch_arch,
              "Only bring each machine compilers that it lacks for the selected boards")
        .flag("--kill-workers", o.kill_workers,
              "Only end bm's own workers on the machines, and what they build");
}

void add_results(CLI::App& app, BossOptions& o) {
    Group(app, "Results")
        .value("-o,--output-dir", o.output_dir,
               "Where results go (default: the directory above the tree)", "DIR")
        .flag("-N,--no-subdirs", o.no_subdirs,
              "No folder for the branch or the current source below it")
        .flag("-k,--keep-outputs", o.keep_outputs, "Keep the images too")
        .flag("-e,--show_errors", o.show_errors, "Show errors and warnings as they come")
        .flag("-v,--verbose", o.verbose, "Show each build as it ends")
        .flag("-I,--ide", o.ide, "Show only what the compilers say, on stderr, as they say it")
        .flag("-n,--dry-run", o.dry_run, "Only say what would be built")
        .flag("-W,--ignore-warnings", o.ignore_warnings, "Warnings alone end with status 0")
        .flag("--json", o.json, "Print the verdict as JSON on stdout; with -n the plan")
        .flag("--json-progress", o.json_progress,
              "Print plan, progress, each build and the verdict as JSON lines on stdout")
        .flag("-D,--debug", o.debug, "Say what goes on between boss and workers");
}

}  // namespace

void add_help(CLI::App& app) {
    app.set_help_flag("-h,--help", "Show the options")->group("Help");
    app.set_help_all_flag("-H,--full-help", "Show the whole manual")->group("Help");
}

void describe_boss(CLI::App& app, BossOptions& o) {
    app.description("build boards at commits, store every result, and say what each commit did");
    add_what(app, o);
    add_list(app, o);
    add_configuration(app, o);
    add_how(app, o);
    add_tools(app, o);
    add_machines(app, o);
    add_results(app, o);
    Group(app, "Summary")
        .flag("-s,--summary", o.summary, "Build nothing: only show the summary, as bm summary does")
        .flag("-z,--build-summary", o.build_summary, "Show the summary when all is built");
    describe_show(app, o);
    app.get_option("--target")->excludes(app.get_option("--config-only"));
    app.get_option("--in-tree")
        ->excludes(app.get_option("--work-in-output"), app.get_option("--per-board-out-dir"));
    app.get_option("--json-progress")->excludes(app.get_option("--json"), app.get_option("--ide"));
    for (const auto* other : {"--dry-run", "--json", "--json-progress"})
        for (const auto* fetches : {"--fetch-arch", "--machines-fetch-arch", "--kill-workers"})
            app.get_option(fetches)->excludes(app.get_option(other));
    add_help(app);
}

void describe_worker(CLI::App& app, WorkerOptions& o) {
    app.description("build what a boss asks for, over standard input and output");
    Group(app, "Options")
        .value("-g,--git", o.work_dir, "Work directory (default: ~/.cache/bm/worker)", "DIR")
        .flag("-D,--debug", o.debug, "Say on stderr what goes on, in lines that begin with 'W: '");
    Group(app, hidden)
        .flag("--end-holder", o.end_holder,
              "End the worker that holds the work directory, and say so")
        .value("--campaign", o.campaign, "Whose worker it is, or whose is to be ended", "ID");
    app.get_option("--campaign")->check(fault_of_campaign);
    add_help(app);
}

bool is_younger(std::string_view long_name) {
    constexpr std::array younger = {"affected-by",   "board-list", "time-limit", "json",
                                    "json-progress", "include",    "env",        "ssh-command",
                                    "wait",          "end-holder", "campaign",   "color",
                                    "html",          "junit",      "no-pager"};
    return std::ranges::find(younger, long_name) != younger.end();
}

}  // namespace bm::app::cli
