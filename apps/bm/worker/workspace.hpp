// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "adapters/git/private_repository.hpp"
#include "adapters/git/worktrees.hpp"
#include "apps/bm/engine/worker_world.hpp"

namespace bm::app {

/// A work directory whose repository the git program keeps.
class GitWorkspace final : public engine::Workspace {
  public:
    GitWorkspace(const adapters::git::Program& git, const std::string& work_dir);

    bool has_repository() const override;
    ports::PrivateRepository& repository() override { return repository_; }
    ports::Worktrees& worktrees() override { return worktrees_; }
    std::unique_ptr<ports::SourceFiles> commit_files(const std::string& commit) override;

  private:
    const adapters::git::Program& git_;
    std::string work_dir_;
    std::string git_dir_;
    adapters::git::PrivateRepository repository_;
    adapters::git::Worktrees worktrees_;
};

/// Makes the directory ("": a new temporary one) and a repository in it, if they are not there;
/// returns its path.
core::Expected<std::string> set_up_work_directory(const adapters::git::Program& git,
                                                  const std::string& named);

}  // namespace bm::app
