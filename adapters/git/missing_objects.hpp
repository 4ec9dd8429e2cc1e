// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "adapters/git/program.hpp"

namespace bm::adapters::git {

/// Makes sure that every file of the commits can be checked out from the repository in `directory`.
/// A commit whose objects are not there is an error that names it and, for a shallow or partial
/// clone, how to get them.
core::Expected<void> require_objects(const Program& git, const std::string& directory,
                                     const std::vector<std::string>& commits);

/// Lets git fetch, many at a time, the files and folders that a partial clone left out and the
/// commits need; says before each round how many. Does nothing to any other clone.
core::Expected<void> fill_partial_clone(const Program& git, const std::string& source,
                                        const std::vector<std::string>& commits,
                                        const std::function<void(std::size_t)>& before_fetch);

}  // namespace bm::adapters::git
