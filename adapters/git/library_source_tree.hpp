// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>

#include "ports/source_tree.hpp"

struct git_repository;

namespace bm::adapters::git {

/// The user's repository as libgit2 reads it: no process per question. Read only.
class LibrarySourceTree final : public ports::SourceTree {
  public:
    /// An error where libgit2 cannot open the repository (SHA-256, shallow, extensions it does not know):
    /// ProgramSourceTree serves those.
    static core::Expected<std::unique_ptr<LibrarySourceTree>> open(const std::string& directory);
    ~LibrarySourceTree() override;

    core::Expected<std::string> resolve(std::string_view revision) override;
    core::Expected<std::optional<std::string>> upstream_of(std::string_view branch) override;
    core::Expected<std::vector<ports::Commit>> range(std::string_view base, std::string_view tip,
                                                     std::size_t limit) override;
    core::Expected<ports::Commit> commit(std::string_view revision) override;
    core::Expected<std::vector<ports::BranchTip>> branch_tips() override;
    core::Expected<std::string> file(std::string_view commit, std::string_view path) override;
    core::Expected<std::vector<ports::Coming>> added_and_deleted(std::string_view from,
                                                                 std::string_view to) override;

  private:
    struct Close {
        void operator()(git_repository* repository) const;
    };
    using Repository = std::unique_ptr<git_repository, Close>;
    LibrarySourceTree(Repository repository, std::string directory);

    Repository repository_;
    std::string directory_;
};

}  // namespace bm::adapters::git
