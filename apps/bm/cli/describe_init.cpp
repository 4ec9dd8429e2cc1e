// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/describe.hpp"
#include "apps/bm/cli/group.hpp"
#include "apps/bm/cli/manual_sections.hpp"

namespace bm::app::cli {

void describe_init(CLI::App& app, InitOptions& o) {
    app.description("make a first settings file from what is here, and say what is missing");
    Group(app, "Options")
        .value("-G,--config-file", o.settings_file, "The file to make (default: ~/.buildman)",
               "FILE")
        .value("-g,--git", o.git_dir,
               "Source tree whose boards count (default: the one that this directory is in)", "DIR")
        .flag("-n,--dry-run", o.dry_run, "Make no file; show what would be in it")
        .flag("--json", o.json, "Say what is here and what is missing as JSON");
    add_help(app);
}

std::vector<Section> init_before() {
    return {{"Description",
             {{"",
               "Looks which compilers there are for which share of the tree's boards, says what to "
               "do for the others, and makes a settings file to begin with. Nothing in it changes "
               "what bm does without it. A file that is there is left as it is, and that is an "
               "error."}}}};
}

std::vector<Section> init_after() {
    return {{"Exit status",
             {{"0", "The file was made."}, {"1", "It was not, for the reason that is told."}}},
            {"See also", {{"", "bm(1), bm-config(1), bm-toolchains(1), bm-machines(1)"}}}};
}

}  // namespace bm::app::cli
