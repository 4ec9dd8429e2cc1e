// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "adapters/git/program.hpp"
#include "ports/private_repository.hpp"

namespace bm::adapters::git {

/// bm's repository in `work_dir`, kept with the git program.
class PrivateRepository final : public ports::PrivateRepository {
  public:
    PrivateRepository(const Program& git, std::string work_dir);

    core::Expected<void> borrow(std::string_view source) override;
    core::Expected<void> hold(std::string_view campaign,
                              const std::vector<std::string>& commits) override;
    core::Expected<void> share(std::string_view campaign) override;
    core::Expected<void> release(std::string_view campaign) override;
    core::Expected<std::string> snapshot(std::string_view source,
                                         const std::vector<std::string>& also) override;
    core::Expected<void> set_abbrev(int digits) override;

  private:
    core::Expected<void> create(const std::string& source);
    core::Expected<void> copy_shallow_boundary(const std::string& common_dir);
    core::Expected<void> copy_tags(const std::string& source);
    /// Runs git with the text as its input.
    core::Expected<void> tell(std::vector<std::string> arguments, const std::string& text);
    core::Expected<void> set_tags_apart(const std::string& campaign, const std::string& tags);
    std::string git_dir() const { return work_dir_ + "/.git"; }

    const Program& git_;
    std::string work_dir_;
};

}  // namespace bm::adapters::git
