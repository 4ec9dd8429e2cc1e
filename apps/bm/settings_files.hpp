// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "adapters/git/program.hpp"
#include "domain/core/expected.hpp"
#include "domain/settings/settings.hpp"

namespace bm::app {

/// The settings file, that of the user's home or `named` (with -G), and what the .bm at the top of
/// the work tree that `directory` lies in adds to it.
core::Expected<settings::Settings> read_settings(
    const std::optional<std::string>& named, const std::map<std::string, std::string>& environment,
    const adapters::git::Program& git, const std::string& directory);

/// The same for a command that does nothing else with git; `directory` is this one if none is
/// named.
core::Expected<settings::Settings> all_settings(
    const std::optional<std::string>& named, const std::optional<std::string>& directory,
    const std::map<std::string, std::string>& environment);

/// A whole file of at most 64 MiB; /dev/null is an empty one.
core::Expected<std::string> read_file(const std::string& path);

/// The same, and what comes out of a pipe until its end; `-` is standard input.
core::Expected<std::string> read_file_or_pipe(const std::string& path);

}  // namespace bm::app
