// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/source_boards.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

#include "adapters/fs/directory_files.hpp"
#include "adapters/fs/private_folder.hpp"
#include "adapters/git/commit_files.hpp"
#include "adapters/git/missing_objects.hpp"
#include "apps/bm/board_cache.hpp"
#include "apps/bm/worker/machine.hpp"
#include "domain/core/shown.hpp"

namespace bm::app {
namespace {

using adapters::fs::DirectoryFiles;
using engine::TreeBoards;
using engine::TreeQuestion;
using Environment = std::map<std::string, std::string>;

/// Of a boss that builds below the tree: work trees of other commits lie there.
constexpr auto work_folder = ".bm-work";

/// What was changed later than this before a reading may have been changed again in it unseen.
constexpr std::chrono::seconds settled{1};

std::string cache_folder(const Environment& environment) {
    const auto named = value_of(environment, "XDG_CACHE_HOME");
    const auto home = value_of(environment, "HOME");
    if (!named.starts_with('/') && home.empty()) return {};
    return (named.starts_with('/') ? named : home + "/.cache") + "/bm/boards";
}

bool is_usual(const TreeQuestion& question) {
    return question.form == board::MaintainersForm::current && !question.check_targets &&
           !question.configurations && !question.extended;
}

core::Expected<TreeBoards> of_directory(const std::string& top, const TreeQuestion& question,
                                        const BoardCache& cache) {
    if (is_usual(question))
        if (auto known = cache.find_directory(top)) return std::move(*known);
    const auto before = std::chrono::system_clock::now() - settled;
    DirectoryFiles files(top, {work_folder});
    BM_TRY_ASSIGN(auto boards, engine::read_tree_boards(files, question));
    if (!is_usual(question)) return boards;
    auto looked_at = boards.inputs;
    looked_at.insert(looked_at.end(), files.folders().begin(), files.folders().end());
    const auto marks = DirectoryFiles::marks(top, looked_at);
    const auto when =
        std::chrono::duration_cast<std::chrono::nanoseconds>(before.time_since_epoch());
    if (std::ranges::all_of(marks, [&](const auto& mark) { return mark.changed < when; }))
        cache.keep_directory(top, marks, boards);
    return boards;
}

core::Expected<TreeBoards> of_commit(const BoardSource& source, const TreeQuestion& question,
                                     const adapters::git::Program& git,
                                     const Environment& environment, const BoardCache& cache) {
    BM_TRY_ASSIGN(const auto tree,
                  git.line(source.directory, {"rev-parse", "--verify", source.commit + "^{tree}"}));
    const auto name = "tree-" + tree;
    if (is_usual(question))
        if (auto known = cache.find(name)) return std::move(*known);
    auto library = adapters::git::LibraryCommitFiles::open(source.directory, source.commit);
    core::Expected<TreeBoards> boards = core::fail(core::ErrorKind::environment, "not read");
    if (library) boards = engine::read_tree_boards(**library, question);
    if (boards || boards.error().kind != core::ErrorKind::environment) {
        if (boards && is_usual(question)) cache.keep(name, *boards);
        return boards;
    }
    // A partial clone may lack the files, and libgit2 does not know every repository.
    BM_TRY(adapters::git::fill_partial_clone(git, source.directory, {source.commit},
                                             [](std::size_t) {}));
    BM_TRY_ASSIGN(const auto scratch,
                  adapters::fs::PrivateFolder::make(folder_for_all(environment), "bm-boards-"));
    adapters::git::ProgramCommitFiles program(git, source.directory, source.commit, scratch.path());
    boards = engine::read_tree_boards(program, question);
    if (boards && is_usual(question)) cache.keep(name, *boards);
    return boards;
}

/// The folder above it, or itself, that git works in; itself where there is none.
std::string top_of(const std::filesystem::path& here) {
    std::error_code ignored;
    for (auto folder = here; folder.has_relative_path(); folder = folder.parent_path())
        if (std::filesystem::exists(folder / ".git", ignored)) return folder.string();
    return here.string();
}

}  // namespace

core::Expected<std::string> commit_of(const std::string& revision, const std::string& directory,
                                      const adapters::git::Program& git) {
    if (revision.starts_with('-'))
        return core::fail(core::ErrorKind::usage,
                          "'" + core::shown(revision) + "' is not a branch or commit");
    auto hash = git.line(directory, {"rev-parse", "--verify", revision + "^{commit}"});
    if (hash) return hash;
    // What git says of a name that it does not know says nothing more.
    const bool is_unknown = hash.error().message.ends_with("Needed a single revision");
    return core::fail(
        core::ErrorKind::not_found,
        "Branch or commit '" + core::shown(revision) + "' not found in " + directory +
            (is_unknown ? " (see 'git branch -a' there)" : ": " + hash.error().message));
}

core::Expected<BoardSource> board_source(const std::optional<std::string>& git_dir,
                                         const std::optional<std::string>& revision,
                                         const adapters::git::Program& git) {
    std::error_code ignored;
    const auto here = std::filesystem::absolute(git_dir.value_or("."), ignored).lexically_normal();
    if (!std::filesystem::is_directory(here, ignored))
        return core::fail(core::ErrorKind::usage,
                          "No directory " + core::shown(here.string()) + " (-g names it)");
    BoardSource source{git_dir ? here.string() : top_of(here), ""};
    while (source.directory.size() > 1 && source.directory.ends_with('/'))
        source.directory.pop_back();
    if (!revision) return source;
    if (revision->empty())
        return core::fail(core::ErrorKind::usage, "-b names no branch or commit");
    // Of a range a..b its newest commit counts.
    const auto dots = revision->rfind("..");
    const auto newest = dots == std::string::npos ? *revision : revision->substr(dots + 2);
    BM_TRY_ASSIGN(source.commit,
                  commit_of(newest.empty() ? "HEAD" : newest, source.directory, git));
    return source;
}

core::Expected<TreeBoards> read_source_boards(const BoardSource& source,
                                              const TreeQuestion& question,
                                              const adapters::git::Program& git,
                                              const Environment& environment) {
    const BoardCache cache(cache_folder(environment));
    if (source.commit.empty()) return of_directory(source.directory, question, cache);
    return of_commit(source, question, git, environment, cache);
}

}  // namespace bm::app
