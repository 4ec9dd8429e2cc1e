// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/worktrees.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>

#include "adapters/git/raw_diff.hpp"
#include "adapters/git/time_stamps.hpp"
#include "domain/core/names.hpp"
#include "domain/evidence/version_form.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::adapters::git {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;
using namespace std::chrono_literals;

/// How far the clock may be behind a build's end and still be waited for: the coarse clock of the
/// kernel's time stamps, not a clock that was set back.
constexpr auto patience = 2s;

core::Expected<fs::file_time_type> touch(const std::string& path) {
    std::ofstream(path, std::ios::trunc) << '\n';
    std::error_code problem;
    const auto time = fs::last_write_time(path, problem);
    if (problem)
        return core::fail(ErrorKind::environment,
                          "Cannot write " + path + ": " + problem.message());
    return time;
}

std::string slot_name(int slot) {
    auto name = std::to_string(slot);
    return name.size() < 2 ? "0" + name : name;
}

/// The file that a worktree's `.git` names, or nothing when it is no such file.
fs::path gitdir_of(const fs::path& worktree) {
    std::ifstream in(worktree / ".git");
    std::string line;
    if (!std::getline(in, line) || !line.starts_with("gitdir: ")) return {};
    const fs::path target = line.substr(8);
    return target.is_absolute() ? target : worktree / target;
}

}  // namespace

Worktrees::Worktrees(const Program& git, std::string work_dir)
    : git_(git), work_dir_(std::move(work_dir)) {}

std::string Worktrees::source_directory(int slot) const {
    return work_dir_ + "/.bm-work/" + slot_name(slot);
}

std::string Worktrees::stamp(int slot, const char* name) const {
    return work_dir_ + "/.bm-work/." + slot_name(slot) + "." + name;
}

bool Worktrees::usable(const std::string& directory) const {
    const auto gitdir = gitdir_of(directory);
    std::error_code ignored;
    if (gitdir.empty() || !fs::exists(gitdir / "HEAD", ignored)) return false;
    const auto common = git_.path(directory, {"rev-parse", "--git-common-dir"});
    return common && fs::equivalent(*common, work_dir_ + "/.git", ignored);
}

core::Expected<void> Worktrees::add(const std::string& directory) const {
    std::error_code problem;
    fs::remove_all(directory, problem);
    if (problem)
        return core::fail(ErrorKind::environment,
                          "Cannot remove the old worktree " + directory + ": " + problem.message());
    BM_TRY(git_.run(work_dir_, {"worktree", "prune"}));
    BM_TRY_ASSIGN(const auto any, git_.line(work_dir_, {"rev-list", "--all", "--max-count=1"}));
    if (any.empty())
        return core::fail(ErrorKind::not_found,
                          "No commit in " + work_dir_ + ": push the commits to be built there");
    BM_TRY(git_.run(
        {work_dir_,
         {"worktree", "add", "--quiet", "--force", "--detach", "--no-checkout", directory, any},
         {},
         protocol::limits::worktree_limit}));
    return {};
}

core::Expected<void> Worktrees::prepare(int slot) {
    const std::lock_guard guard(adding_);
    const auto directory = source_directory(slot);
    std::error_code ignored;
    fs::create_directories(work_dir_ + "/.bm-work", ignored);
    fs::remove(work_dir_ + "/.git/index.lock", ignored);
    if (!usable(directory)) return add(directory);
    fs::remove(gitdir_of(directory) / "index.lock", ignored);
    fs::remove(gitdir_of(directory) / "HEAD.lock", ignored);
    return {};
}

core::Expected<bool> Worktrees::wait_until_after_build(int slot) const {
    auto latest = fs::file_time_type::min();
    // The clock may have been set back while the build ran, too.
    for (const auto* name : {"built", "now"}) {
        std::error_code absent;
        const auto time = fs::last_write_time(stamp(slot, name), absent);
        if (!absent) latest = std::max(latest, time);
    }
    for (;;) {
        BM_TRY_ASSIGN(const auto time, touch(stamp(slot, "now")));
        if (time > latest) return true;
        if (latest - time > patience) return false;
        std::this_thread::sleep_for(1ms);
    }
}

core::Expected<ports::CheckedOut> Worktrees::check_out(int slot, std::string_view commit_view) {
    const std::string commit(commit_view);
    if (!core::is_commit_hash(commit))
        return core::fail(ErrorKind::refused, "'" + commit + "' is not a commit hash");
    const auto directory = source_directory(slot);
    ports::CheckedOut result;
    BM_TRY_ASSIGN(const bool later, wait_until_after_build(slot));
    result.clock_behind = !later;

    BM_TRY_ASSIGN(const auto head, git_.line(directory, {"rev-parse", "--verify", "HEAD"}));
    const bool has_index = fs::exists(gitdir_of(directory) / "index");
    if (has_index) {
        // Its status only says whether something differs.
        (void)git_.run(directory, {"update-index", "-q", "--really-refresh"});
        BM_TRY_ASSIGN(const auto dirty, git_.run(directory, {"diff-index", "-z", "--name-only",
                                                             "--no-renames", head}));
        BM_TRY_ASSIGN(const auto moved, git_.run(directory, {"diff-tree", "-r", "-z", "--name-only",
                                                             "--no-renames", head, commit}));
        result.changed = split(dirty, '\0');
        for (auto& path : split(moved, '\0')) result.changed.push_back(std::move(path));
    } else {
        result.fresh = true;
    }
    BM_TRY(
        git_.run({directory,
                  {"checkout", "--quiet", "--force", "--detach", "--no-recurse-submodules", commit},
                  {},
                  protocol::limits::worktree_limit}));
    BM_TRY(git_.run(directory, {"clean", "-ffdxq", "--exclude=/build/"}));
    if (result.clock_behind) {
        BM_TRY_ASSIGN(const auto now, touch(stamp(slot, "now")));
        make_none_younger(directory, now);
    }
    return result;
}

void Worktrees::mark_build_end(int slot) { (void)touch(stamp(slot, "built")); }

core::Expected<ports::Comparison> Worktrees::compare(std::string_view from, std::string_view to) {
    for (const auto commit : {from, to})
        if (!core::is_commit_hash(commit))
            return core::fail(ErrorKind::refused,
                              "'" + std::string(commit) + "' is not a commit hash");
    BM_TRY_ASSIGN(const auto raw,
                  git_.run(work_dir_, {"diff-tree", "-r", "-t", "-z", "--raw", "--no-renames",
                                       std::string(from), std::string(to)}));
    ports::Comparison comparison;
    BM_TRY_ASSIGN(comparison.changes, changes_of(raw));
    BM_TRY_ASSIGN(const auto described,
                  git_.run(work_dir_, {"describe", "--long", "--always", "--abbrev=40",
                                       std::string(from), std::string(to)}));
    const auto lines = split(described, '\n');
    comparison.versions_alike =
        lines.size() == 2 && evidence::version_form(lines[0]) == evidence::version_form(lines[1]);
    return comparison;
}

core::Expected<std::int64_t> Worktrees::committer_time(std::string_view commit) {
    BM_TRY_ASSIGN(const auto text,
                  git_.line(work_dir_, {"show", "-s", "--format=%ct", std::string(commit)}));
    std::int64_t seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return seconds;
}

}  // namespace bm::adapters::git
