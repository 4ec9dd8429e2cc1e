// SPDX-License-Identifier: GPL-2.0-or-later
// What every command that reaches machines needs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "adapters/ssh/ssh.hpp"
#include "domain/core/expected.hpp"
#include "domain/machine/terms.hpp"
#include "domain/settings/machines.hpp"

namespace bm::app {

/// What `file` is and where it can run; absent where there is none.
std::optional<machine::Executable> executable_of(const std::filesystem::path& file);

/// The user's ssh, or the words that --ssh-command gives. The error names the option.
core::Expected<adapters::ssh::Ssh> ssh_of(const std::string& command);

/// What the settings say of a machine.
machine::Terms terms_of(const settings::Machine& machine);

}  // namespace bm::app
