// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/boss_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "adapters/git/library_source_tree.hpp"
#include "adapters/git/missing_objects.hpp"
#include "adapters/git/program_source_tree.hpp"
#include "apps/bm/affected_boards.hpp"
#include "apps/bm/boss_machines.hpp"
#include "apps/bm/boss_notices.hpp"
#include "apps/bm/boss_options.hpp"
#include "apps/bm/boss_toolchains.hpp"
#include "apps/bm/engine/boards.hpp"
#include "apps/bm/engine/presence.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/source_boards.hpp"
#include "domain/board/board_list.hpp"
#include "domain/plan/range.hpp"
#include "domain/result/paths.hpp"
#include "domain/settings/make_flags.hpp"
#include "domain/settings/toolchain_wishes.hpp"
#include "domain/worker/configuration.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;

core::Expected<void> check_work_in_output(const cli::BossOptions& options, const Setup& setup) {
    if (!options.work_in_output) return {};
    if (!options.output_dir) return core::fail(ErrorKind::usage, "-w requires that you specify -o");
    if (setup.selected.boards.size() != 1)
        return core::fail(ErrorKind::usage, "-w can only be used with a single board");
    if (!setup.current && setup.series.commits.size() != 1)
        return core::fail(ErrorKind::usage, "-w can only be used with a single commit");
    return {};
}

core::Expected<void> check_output_outside(const Setup& setup, const adapters::git::Program& git) {
    if (!setup.current) return {};
    const auto& top = setup.source;
    const auto inside = setup.output_base.starts_with(top + "/") || setup.output_base == top;
    if (!inside) return {};
    if (git.run(setup.source, {"check-ignore", "--quiet", setup.output_base})) return {};
    return core::fail(ErrorKind::usage, "The output directory " + setup.output_base +
                                            " lies in the source and would be built as part of it: "
                                            "name another with -o, or let git ignore it");
}

}  // namespace

core::Expected<Setup> set_up(const cli::BossOptions& options, const adapters::git::Program& git,
                             const std::map<std::string, std::string>& environment,
                             int processors) {
    Setup setup;
    setup.source = absolute(options.git_dir.value_or("."));
    BM_TRY_ASSIGN(const auto settings,
                  read_settings(options.settings_file, environment, git, setup.source));
    setup.notices = settings.warnings;
    BM_TRY_ASSIGN(setup.machines, wanted_machines(options, settings, environment, setup.notices));
    BM_TRY_ASSIGN(const auto source, open_source(git, setup.source));
    setup.current = !options.branch && !options.count;
    setup.source = top_of(git, setup.source);
    BM_TRY(read_letters(options, environment, setup));
    BM_TRY(choose(options, git, environment, processors, *source, setup));
    setup.work_dir = setup.output_base + "/.bm-work";
    const auto newest = setup.series.commits.back().hash;
    for (const auto& board : setup.selected.boards) {
        BM_TRY_ASSIGN(setup.make_flags[board.target],
                      settings::make_flags(settings, board::base_of(board)));
    }
    setup.wrapper = settings::toolchain_wrapper(settings);
    BM_TRY_ASSIGN(setup.wishes, settings::toolchain_wishes(settings));
    if (!asks_for_one_line(options))
        BM_TRY(choose_toolchains(options, setup.wishes, environment, setup));
    BM_TRY(check_llvm(options, setup, *source));
    BM_TRY(check_work_in_output(options, setup));
    BM_TRY(check_output_outside(setup, git));

    setup.allow_missing = settings::allows_missing(
        settings.allow_missing, options.allow_missing, options.no_allow_missing,
        setup.selected.boards.size(), options.branch.has_value());
    const auto most =
        std::min<std::size_t>(static_cast<std::size_t>(processors), setup.selected.boards.size());
    setup.slots = options.work_in_output ? 1
                                         : std::max(1, static_cast<int>(options.threads.value_or(
                                                           static_cast<std::int64_t>(most))));
    BM_TRY_ASSIGN(const auto abbreviated, git.line(setup.source, {"rev-parse", "--short", newest}));
    setup.abbrev = static_cast<int>(abbreviated.size());
    BM_TRY_ASSIGN(setup.object_format,
                  git.line(setup.source, {"rev-parse", "--show-object-format"}));

    BM_TRY(worker::check_words(build_settings(options, setup, {})));
    add_notices(git, environment, setup);
    return setup;
}

}  // namespace bm::app
