// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "adapters/git/program.hpp"
#include "ports/source_tree.hpp"

namespace bm::adapters::git {

/// The user's repository as the git program reads it: serves every kind of clone.
class ProgramSourceTree final : public ports::SourceTree {
  public:
    ProgramSourceTree(const Program& git, std::string directory);

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
    core::Expected<std::vector<ports::Commit>> log(std::vector<std::string> arguments);

    const Program& git_;
    std::string directory_;
};

}  // namespace bm::adapters::git
