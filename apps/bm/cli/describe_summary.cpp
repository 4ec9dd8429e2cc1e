// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/describe.hpp"
#include "apps/bm/cli/group.hpp"

namespace bm::app::cli {
namespace {

constexpr auto what_to_show = "What to show";

}  // namespace

void describe_show(CLI::App& app, ShowOptions& o) {
    Group(app, what_to_show)
        .flag("-l,--list-error-boards", o.list_error_boards, "Name the boards beside each message")
        .flag("-S,--show-sizes", o.show_sizes, "Show how sizes changed, on average of each arch")
        .flag("-d,--show-detail", o.show_detail, "Show how the sizes of each board changed, too; with --lines name the files instead")
        .flag("-B,--bloat,--show-bloat", o.show_bloat, "And of each function")
        .flag("-K,--show-config", o.show_config, "Show how configurations changed")
        .flag("--preserve-config-y", o.preserve_config_y,
              "With -K: look at .config and autoconf files too, and tell y from 1")
        .flag("-U,--show-environment", o.show_environment,
              "Show how the default environment changed")
        .flag("--lines", o.lines,
              "Show which source lines came into the images, or left them; bm boss --lines counts "
              "them")
        .flag("--lines-code", o.lines_code, "And the lines themselves; implies --lines")
        .flag("-u,--show_unknown", o.show_unknown, "Name the boards whose result is not known")
        .flag("--show-not-built", o.show_not_built,
              "Name them in a line of their own, with those that have no toolchain")
        .flag("-y,--filter-dtb-warnings", o.filter_dtb_warnings,
              "Leave out what dtc warns of; a build that says nothing else says nothing")
        .flag("-Y,--filter-migration-warnings", o.filter_migration_warnings,
              "Likewise the Makefile's notices of what boards have to migrate to")
        .value("--color", o.color, "Colours: auto, always, never (default: auto)", "WHEN")
        .flag("--no-pager", o.no_pager, "Show it without a pager on a terminal, too")
        .value("--html", o.html, "Write the whole summary as one page for a browser", "FILE")
        .value("--junit", o.junit, "Write it as a report for CI systems", "FILE");
    app.get_option("--color")->check(CLI::IsMember({"auto", "always", "never"}).description(""));
}

void describe_summary(CLI::App& app, SummaryOptions& o) {
    app.description("say what each commit did to which board, from results that are there");
    constexpr auto which = "Which builds";
    describe_campaign(app, which, "Show", o);
    Group(app, which)
        .value("-o,--output-dir", o.output_dir,
               "Where the results are (default: the directory above the tree)", "DIR")
        .flag("-N,--no-subdirs", o.no_subdirs,
              "They have no folder for the branch or the current source")
        .flag("-w,--work-in-output", o.work_in_output, "They are of one build, in that directory");
    Group(app, what_to_show)
        .flag("-e,--show_errors", o.show_errors, "Show errors and warnings that came or went");
    describe_show(app, o);
    Group(app, what_to_show).flag("--json", o.json, "Print all that is known as JSON");
    add_help(app);
}

}  // namespace bm::app::cli
