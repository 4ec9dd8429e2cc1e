// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/describe.hpp"
#include "apps/bm/cli/group.hpp"
#include "apps/bm/cli/manual_sections.hpp"

namespace bm::app::cli {

void describe_config(CLI::App& app, ConfigOptions& o) {
    app.description("list every setting in force, and where it comes from");
    Group(app, "Options")
        .flag("--json", o.json, "Print settings and warnings as JSON")
        .value("-G,--config-file", o.settings_file, "Settings file (default: ~/.buildman)", "FILE")
        .value(
            "-g,--git", o.git_dir,
            "Directory of the source tree, whose .bm holds (default: the one that this directory "
            "is in)",
            "DIR");
    add_help(app);
}

std::vector<Section> config_before() {
    return {
        {"Description",
         {{"",
           "Each line is FILE:LINE, or 'default', a tab, and SECTION.KEY=VALUE. Keys and sections "
           "that nobody knows are named on stderr, with the nearest that are known."},
          {"",
           "A file .bm at the top of the source tree may hold settings that its developers "
           "share, in the same form: allow-missing and the limits of machines in [global], "
           "[make-flags], [toolchain-alias], and of [machine:NAME] max_boards and the limits. "
           "What the user's own file says wins. What would name a program or a machine is "
           "refused in it."}}}};
}

std::vector<Section> config_after() {
    return {
        {"Exit status",
         {{"0", "The settings were listed."}, {"1", "They cannot be read, or a line is wrong."}}},
        {"Files",
         {{"~/.buildman", "The user's settings; read and never written."},
          {".bm", "At the top of the source tree: those of the project."}}},
        {"See also", {{"", "bm(1), bm-boss(1), bm-machines(1)"}}}};
}

}  // namespace bm::app::cli
