// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/worker/workspace.hpp"

#include <stdlib.h>

#include <filesystem>

#include "adapters/git/commit_files.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;

core::Expected<fs::path> make_directory(const std::string& named) {
    std::error_code problem;
    if (named.empty()) {
        auto pattern = (fs::temp_directory_path(problem) / "bm-worker-XXXXXX").string();
        if (!problem && ::mkdtemp(pattern.data())) return fs::path(pattern);
        return core::fail(core::ErrorKind::environment,
                          "Cannot make a temporary work directory: is TMPDIR writable?");
    }
    fs::create_directories(named, problem);
    auto path = problem ? fs::path() : fs::canonical(named, problem);
    if (problem)
        return core::fail(core::ErrorKind::environment,
                          "Cannot make the work directory " + named + ": " + problem.message());
    return path;
}

}  // namespace

GitWorkspace::GitWorkspace(const adapters::git::Program& git, const std::string& work_dir)
    : git_(git),
      work_dir_(work_dir),
      git_dir_(work_dir + "/.git"),
      repository_(git, work_dir),
      worktrees_(git, work_dir) {}

bool GitWorkspace::has_repository() const {
    std::error_code ignored;
    return fs::exists(git_dir_ + "/HEAD", ignored);
}

std::unique_ptr<ports::SourceFiles> GitWorkspace::commit_files(const std::string& commit) {
    return std::make_unique<adapters::git::ProgramCommitFiles>(git_, work_dir_, commit,
                                                               work_dir_ + "/.bm-work");
}

core::Expected<std::string> set_up_work_directory(const adapters::git::Program& git,
                                                  const std::string& named) {
    BM_TRY_ASSIGN(const auto path, make_directory(named));
    std::error_code problem;
    if (!fs::is_directory(path / ".git", problem)) {
        const auto made = git.run(path.string(), {"init", "--quiet", "--template="});
        if (!made) return core::fail(made.error().kind, "git init failed: " + made.error().message);
    }
    return path.string();
}

}  // namespace bm::app
