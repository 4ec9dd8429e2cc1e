// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <mutex>
#include <string>

#include "adapters/git/program.hpp"
#include "ports/private_repository.hpp"

namespace bm::adapters::git {

/// The worktrees of the slots below `<work_dir>/.bm-work`. Different slots may be worked on from
/// different threads at the same time.
class Worktrees final : public ports::Worktrees {
  public:
    Worktrees(const Program& git, std::string work_dir);

    core::Expected<void> prepare(int slot) override;
    core::Expected<ports::CheckedOut> check_out(int slot, std::string_view commit) override;
    void mark_build_end(int slot) override;
    std::string source_directory(int slot) const override;
    core::Expected<ports::Comparison> compare(std::string_view from, std::string_view to) override;
    core::Expected<std::int64_t> committer_time(std::string_view commit) override;

  private:
    bool usable(const std::string& directory) const;
    core::Expected<void> add(const std::string& directory) const;
    core::Expected<bool> wait_until_after_build(int slot) const;
    std::string stamp(int slot, const char* name) const;

    const Program& git_;
    std::string work_dir_;
    std::mutex adding_;
};

}  // namespace bm::adapters::git
