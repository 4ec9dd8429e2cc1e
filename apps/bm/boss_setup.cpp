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

std::string absolute(const std::string& path) {
    std::error_code ignored;
    const auto canonical = fs::weakly_canonical(fs::absolute(path, ignored), ignored);
    auto text = canonical.string();
    while (text.size() > 1 && text.ends_with('/')) text.pop_back();
    return text;
}

/// libgit2 where it can, the git program for the repositories that it cannot open.
core::Expected<std::unique_ptr<ports::SourceTree>> open_source(const adapters::git::Program& git,
                                                               const std::string& source) {
    const auto top = git.line(source, {"rev-parse", "--git-dir"});
    if (!top)
        return core::fail(ErrorKind::usage, "No git repository at " + source +
                                                " (-g DIR names it): " + top.error().message);
    if (auto library = adapters::git::LibrarySourceTree::open(source))
        return std::unique_ptr<ports::SourceTree>(std::move(*library));
    return std::make_unique<adapters::git::ProgramSourceTree>(git, source);
}

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

/// The top of the work tree that `directory` lies in; a bare repository has none and stays as it
/// is.
std::string top_of(const adapters::git::Program& git, const std::string& directory) {
    const auto top = git.line(directory, {"rev-parse", "--show-toplevel"});
    return top ? *top : directory;
}

/// Where results go: what -o says, else as for buildman the directory above, from anywhere in a
/// tree.
std::string output_base(const cli::BossOptions& options, const std::string& source) {
    if (options.output_dir) return absolute(*options.output_dir);
    return absolute(options.git_dir ? ".." : source + "/..");
}

/// Numbers and names the commits, then leaves out those that --step passes over.
void choose_commits(const cli::BossOptions& options, Setup& setup) {
    const auto all = std::move(setup.series.commits);
    setup.series.commits.clear();
    for (std::size_t i = 0; i < all.size(); ++i)
        setup.all_folders.push_back(result::commit_folder(i, all[i].hash, all[i].subject));
    if (setup.current)
        setup.all_folders = {options.no_subdirs ? "" : std::string(result::current_folder)};
    for (const auto position : plan::every(static_cast<std::size_t>(options.step), all.size())) {
        setup.series.commits.push_back(all[position]);
        setup.folders.push_back(setup.all_folders[position]);
        setup.labels.push_back(fmt::format("{:02}", position + 1));
    }
}

/// Those of the newest commit, and those that others of the series have beside them; or those of
/// the work tree where that is built.
core::Expected<engine::TreeBoards> boards_of_tree(
    const Setup& setup, bool extended, const engine::Presence& presence,
    const adapters::git::Program& git, const std::map<std::string, std::string>& environment,
    int processors) {
    engine::TreeQuestion question;
    question.threads = static_cast<unsigned>(std::max(1, processors));
    question.extended = extended;
    const auto& commits = setup.series.commits;
    const auto newest = setup.current ? std::string() : commits.back().hash;
    BM_TRY_ASSIGN(auto boards,
                  read_source_boards({setup.source, newest}, question, git, environment));
    std::map<std::size_t, std::set<std::string>> gone;
    for (const auto& [board, commit] : presence.gone) gone[commit].insert(board);
    for (const auto& [commit, names] : gone) {
        BM_TRY_ASSIGN(const auto then, read_source_boards({setup.source, commits[commit].hash},
                                                          question, git, environment));
        for (const auto& board : then.boards)
            if (names.contains(board::base_of(board))) boards.boards.push_back(board);
    }
    if (!gone.empty()) board::sort_as_list(boards.boards);
    return boards;
}

/// Extended boards are the tree's own: no list has them.
core::Expected<engine::TreeBoards> known_boards(const cli::BossOptions& options,
                                                const std::vector<std::string>& places,
                                                const engine::AskTree& ask_tree) {
    // Only what the user names may be a pipe: one that lies about may never end.
    const auto read = options.board_list ? read_file_or_pipe : read_file;
    if (!options.extend)
        return engine::find_boards(options.board_list.value_or(""), places, read, ask_tree);
    if (options.board_list)
        return core::fail(ErrorKind::usage,
                          "Extended boards (-X) come from the tree itself: leave out --board-list");
    return ask_tree();
}

core::Expected<engine::Presence> presence_in(Setup& setup, ports::SourceTree& source,
                                             const adapters::git::Program& git) {
    if (setup.current) return engine::Presence{};
    std::vector<std::string> hashes;
    for (const auto& commit : setup.series.commits) hashes.push_back(commit.hash);
    auto found = engine::find_presence(source, hashes);
    if (found || found.error().kind != ErrorKind::environment) return found;
    // A partial clone may lack folders.
    BM_TRY(adapters::git::fill_partial_clone(git, setup.source, hashes, [&](std::size_t count) {
        setup.notices.push_back(
            fmt::format("Fetching {} files and folders that this partial clone left out", count));
    }));
    return engine::find_presence(source, hashes);
}

}  // namespace

std::string list_file(const cli::BossOptions& options) {
    return absolute(options.output_dir.value_or("..")) + "/boards.cfg";
}

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
    setup.source = top_of(git, setup.source);

    setup.current = !options.branch && !options.count;
    BM_TRY_ASSIGN(setup.series, engine::find_series(*source, options.branch, options.count));
    if (setup.series.guessed_upstream)
        setup.notices.push_back("Guessing upstream as '" + *setup.series.guessed_upstream + "'");

    choose_commits(options, setup);
    BM_TRY(read_letters(options, environment, setup));

    const auto base = output_base(options, setup.source);
    setup.output_base = options.branch && !options.work_in_output && !options.no_subdirs
                            ? base + "/" + result::branch_folder(*options.branch)
                            : base;
    setup.work_dir = setup.output_base + "/.bm-work";

    const auto newest = setup.series.commits.back().hash;
    BM_TRY_ASSIGN(const auto presence, presence_in(setup, *source, git));
    BM_TRY_ASSIGN(const auto known, known_boards(options, {setup.output_base, base}, [&] {
                      return boards_of_tree(setup, options.extend, presence, git, environment,
                                            processors);
                  }));
    setup.notices.insert(setup.notices.end(), known.problems.begin(), known.problems.end());
    BM_TRY_ASSIGN(setup.selected,
                  board::select(known.boards, {options.terms, options.exclude, options.boards}));
    if (options.affected_by) {
        BM_TRY_ASSIGN(setup.selected.boards,
                      keep_affected(std::move(setup.selected.boards), *options.affected_by,
                                    setup.source, git, environment));
    }
    for (const auto& board : setup.selected.boards) {
        if (auto lacking = engine::lacking(presence, board); !lacking.empty())
            setup.absent[board.target] = std::move(lacking);
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
