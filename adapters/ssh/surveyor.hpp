// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "adapters/ssh/one_process.hpp"
#include "adapters/ssh/ssh.hpp"
#include "ports/surveyor.hpp"

namespace bm::adapters::ssh {

/// Runs the survey's command in the login shell of the terms' host, or in a shell here. Destroying
/// it ends what runs without a word.
class Surveyor final : public ports::Surveyor {
  public:
    /// Without `ssh` the machine is this one.
    Surveyor(ports::ProcessRunner& runner, std::optional<Ssh> ssh,
             std::map<std::string, std::string> environment)
        : process_(runner), ssh_(std::move(ssh)), environment_(std::move(environment)) {}

    void survey(const machine::Terms& terms, const std::vector<std::string>& compilers,
                core::Duration limit,
                std::function<void(machine::Judged<machine::Survey>)> on_end) override;

  private:
    OneProcess process_;
    std::optional<Ssh> ssh_;
    std::map<std::string, std::string> environment_;
};

}  // namespace bm::adapters::ssh
