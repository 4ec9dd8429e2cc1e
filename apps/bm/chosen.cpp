// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/chosen.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "adapters/git/library_source_tree.hpp"
#include "adapters/git/missing_objects.hpp"
#include "adapters/git/program_source_tree.hpp"
#include "apps/bm/affected_boards.hpp"
#include "apps/bm/engine/boards.hpp"
#include "apps/bm/engine/presence.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/source_boards.hpp"
#include "domain/board/board_list.hpp"
#include "domain/plan/range.hpp"
#include "domain/result/paths.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;

/// Where results go: what -o says, else as for buildman the directory above, from anywhere in a
/// tree.
std::string output_base(const cli::CampaignOptions& options, const std::string& source) {
    if (options.output_dir) return absolute(*options.output_dir);
    return absolute(options.git_dir ? ".." : source + "/..");
}

/// Numbers and names the commits, then leaves out those that --step passes over.
void choose_commits(const cli::CampaignOptions& options, Chosen& chosen) {
    const auto all = std::move(chosen.series.commits);
    chosen.series.commits.clear();
    for (std::size_t i = 0; i < all.size(); ++i)
        chosen.all_folders.push_back(result::commit_folder(i, all[i].hash, all[i].subject));
    if (chosen.current)
        chosen.all_folders = {options.no_subdirs ? "" : std::string(result::current_folder)};
    for (const auto position : plan::every(static_cast<std::size_t>(options.step), all.size())) {
        chosen.series.commits.push_back(all[position]);
        chosen.folders.push_back(chosen.all_folders[position]);
        chosen.labels.push_back(fmt::format("{:02}", position + 1));
    }
}

/// Those of the newest commit, and those that others of the series have beside them; or those of
/// the work tree where that is built.
core::Expected<engine::TreeBoards> boards_of_tree(
    const Chosen& chosen, bool extended, const engine::Presence& presence,
    const adapters::git::Program& git, const std::map<std::string, std::string>& environment,
    int processors) {
    engine::TreeQuestion question;
    question.threads = static_cast<unsigned>(std::max(1, processors));
    question.extended = extended;
    const auto& commits = chosen.series.commits;
    const auto newest = chosen.current ? std::string() : commits.back().hash;
    BM_TRY_ASSIGN(auto boards,
                  read_source_boards({chosen.source, newest}, question, git, environment));
    std::map<std::size_t, std::set<std::string>> gone;
    for (const auto& [board, commit] : presence.gone) gone[commit].insert(board);
    for (const auto& [commit, names] : gone) {
        BM_TRY_ASSIGN(const auto then, read_source_boards({chosen.source, commits[commit].hash},
                                                          question, git, environment));
        for (const auto& board : then.boards)
            if (names.contains(board::base_of(board))) boards.boards.push_back(board);
    }
    if (!gone.empty()) board::sort_as_list(boards.boards);
    return boards;
}

/// Extended boards are the tree's own: no list has them.
core::Expected<engine::TreeBoards> known_boards(const cli::CampaignOptions& options,
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

core::Expected<engine::Presence> presence_in(Chosen& chosen, ports::SourceTree& source,
                                             const adapters::git::Program& git) {
    if (chosen.current) return engine::Presence{};
    std::vector<std::string> hashes;
    for (const auto& commit : chosen.series.commits) hashes.push_back(commit.hash);
    auto found = engine::find_presence(source, hashes);
    if (found || found.error().kind != ErrorKind::environment) return found;
    // A partial clone may lack folders.
    BM_TRY(adapters::git::fill_partial_clone(git, chosen.source, hashes, [&](std::size_t count) {
        chosen.notices.push_back(
            fmt::format("Fetching {} files and folders that this partial clone left out", count));
    }));
    return engine::find_presence(source, hashes);
}

}  // namespace

std::string absolute(const std::string& path) {
    std::error_code ignored;
    const auto canonical = fs::weakly_canonical(fs::absolute(path, ignored), ignored);
    auto text = canonical.string();
    while (text.size() > 1 && text.ends_with('/')) text.pop_back();
    return text;
}

std::string top_of(const adapters::git::Program& git, const std::string& directory) {
    const auto top = git.line(directory, {"rev-parse", "--show-toplevel"});
    return top ? *top : directory;
}

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

std::string list_file(const cli::CampaignOptions& options) {
    return absolute(options.output_dir.value_or("..")) + "/boards.cfg";
}

core::Expected<void> choose(const cli::CampaignOptions& options, const adapters::git::Program& git,
                            const std::map<std::string, std::string>& environment, int processors,
                            ports::SourceTree& source, Chosen& chosen) {
    chosen.source = top_of(git, chosen.source);
    chosen.current = !options.branch && !options.count;
    BM_TRY_ASSIGN(chosen.series, engine::find_series(source, options.branch, options.count));
    if (chosen.series.guessed_upstream)
        chosen.notices.push_back("Guessing upstream as '" + *chosen.series.guessed_upstream + "'");
    choose_commits(options, chosen);
    const auto base = output_base(options, chosen.source);
    chosen.output_base = options.branch && !options.work_in_output && !options.no_subdirs
                             ? base + "/" + result::branch_folder(*options.branch)
                             : base;

    BM_TRY_ASSIGN(const auto presence, presence_in(chosen, source, git));
    BM_TRY_ASSIGN(const auto known, known_boards(options, {chosen.output_base, base}, [&] {
                      return boards_of_tree(chosen, options.extend, presence, git, environment,
                                            processors);
                  }));
    chosen.notices.insert(chosen.notices.end(), known.problems.begin(), known.problems.end());
    BM_TRY_ASSIGN(chosen.selected,
                  board::select(known.boards, {options.terms, options.exclude, options.boards}));
    if (options.affected_by) {
        BM_TRY_ASSIGN(chosen.selected.boards,
                      keep_affected(std::move(chosen.selected.boards), *options.affected_by,
                                    chosen.source, git, environment));
    }
    for (const auto& board : chosen.selected.boards)
        if (auto lacking = engine::lacking(presence, board); !lacking.empty())
            chosen.absent[board.target] = std::move(lacking);
    return {};
}

}  // namespace bm::app
