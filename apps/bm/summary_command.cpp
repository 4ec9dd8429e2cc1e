// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/summary_command.hpp"

#include <fmt/format.h>

#include "adapters/process/command_runner.hpp"
#include "apps/bm/chosen.hpp"
#include "apps/bm/command_end.hpp"
#include "apps/bm/screens.hpp"
#include "apps/bm/summary_forms.hpp"
#include "apps/bm/summary_json.hpp"
#include "apps/bm/summary_parts.hpp"
#include "apps/bm/summary_tree.hpp"
#include "apps/bm/worker/machine.hpp"

namespace bm::app {
namespace {

using result::BuildState;

bool has_builds(const summary::Model& model) {
    for (std::size_t c = 0; c < model.commits().size(); ++c)
        for (const auto state : {BuildState::ok, BuildState::warned, BuildState::failed})
            if (model.count(c, state) > 0) return true;
    return false;
}

core::Expected<int> run(const cli::SummaryOptions& options, Screens& screens) {
    const auto environment = own_environment();
    adapters::process::CommandRunner commands({"/proc/self/exe", -1});
    const adapters::git::Program git(commands, environment);
    Chosen chosen;
    chosen.source = absolute(options.git_dir.value_or("."));
    BM_TRY_ASSIGN(const auto source, open_source(git, chosen.source));
    BM_TRY(choose(options, git, environment, available_processors(), *source, chosen));
    for (const auto& notice : chosen.notices) screens.err.write("bm: " + notice + "\n");
    if (!options.json)
        for (const auto& notice : idle_options(options)) screens.err.write("bm: " + notice + "\n");
    if (options.work_in_output &&
        (chosen.selected.boards.size() != 1 || chosen.series.commits.size() != 1))
        return core::fail(core::ErrorKind::usage,
                          "-w: that directory holds one build; name its board, and with -c 1 its "
                          "commit");
    const auto tree = read_tree(chosen, options, options.work_in_output, git);
    tell_problems(tree, screens.err);
    if (!has_builds(tree.model))
        return core::fail(core::ErrorKind::not_found,
                          "There are no results of these boards in " + chosen.output_base +
                              ": build them with 'bm boss', or name with -o where they are");
    BM_TRY(write_files(tree, options));
    if (options.json)
        screens.out.write(summary_json(tree.model, parts_of(options),
                                       {tree.problems, tree.flakes, tree.sources}) +
                          "\n");
    else
        show_summary(tree, options, Paged::on_terminal, screens.out);
    return 0;
}

}  // namespace

int run_summary(const cli::SummaryOptions& options) {
    Screens screens;
    return end_command(run(options, screens), screens.out, screens.err);
}

}  // namespace bm::app
