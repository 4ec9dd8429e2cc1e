// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/describe.hpp"
#include "apps/bm/cli/group.hpp"

namespace bm::app::cli {

void describe_boards(CLI::App& app, BoardsOptions& o) {
    app.description("say which boards a source tree has, and what it says of them");
    app.add_option("TERMS", o.terms,
                   "Boards, as bm boss takes them: expressions matched from the start of a board's "
                   "name, arch, cpu, vendor or soc; arch:, cpu:, soc:, vendor:, board: before one "
                   "say which; @PERSON is searched in the maintainers (default: all boards)")
        ->group("Which boards");
    Group group(app, "Which boards");
    add_selection(group, o);
    group
        .value("-b,--branch", o.branch,
               "As a branch or commit has them (default: as the tree lies there)", "BRANCH")
        .value("--board-list", o.board_list, "Read them from a board list; '-': from stdin",
               "FILE");
    Group(app, "What to say")
        .flag("-v,--verbose", o.verbose, "Say all that is known of each, in columns")
        .flag("--json", o.json, "Say it as JSON")
        .value("-R,--regen-board-list", o.write_to,
               "Write the board list of all boards, as the tree's own tool does; '-': to stdout",
               "FILE")
        .flag("--maintainer-check", o.maintainer_check,
              "Only warn of boards without a maintainer or a status")
        .flag("--full-check", o.full_check,
              "Only warn of those, and of boards without one TARGET_ symbol that is set");
    app.get_option("--board-list")
        ->excludes(app.get_option("--branch"), app.get_option("--regen-board-list"),
                   app.get_option("--maintainer-check"), app.get_option("--full-check"),
                   app.get_option("--extend"));
    app.get_option("--json")->excludes(app.get_option("--regen-board-list"),
                                       app.get_option("--maintainer-check"),
                                       app.get_option("--full-check"));
    app.get_option("--extend")->excludes(app.get_option("--regen-board-list"));
    add_help(app);
}

}  // namespace bm::app::cli
