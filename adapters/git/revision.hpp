// SPDX-License-Identifier: GPL-2.0-or-later
// What both adapters of the source tree say and refuse alike.
#pragma once

#include <string>
#include <string_view>

#include "domain/core/expected.hpp"

namespace bm::adapters::git {

/// Refuses what git could take for an option or that cannot be a revision at all.
inline core::Expected<void> check_revision(std::string_view revision) {
    if (revision.empty() || revision.front() == '-' ||
        revision.find_first_of(std::string_view{"\n\0", 2}) != std::string_view::npos)
        return core::fail(core::ErrorKind::usage,
                          "'" + std::string(revision) + "' is not a branch or commit");
    return {};
}

inline auto unknown_revision(std::string_view revision, std::string_view repository) {
    return core::fail(core::ErrorKind::not_found, "Branch or commit '" + std::string(revision) +
                                                      "' not found in " + std::string(repository) +
                                                      " (see 'git branch -a' there)");
}

inline auto no_such_file(std::string_view path, std::string_view commit) {
    return core::fail(core::ErrorKind::not_found,
                      "No file '" + std::string(path) + "' at commit " + std::string(commit));
}

}  // namespace bm::adapters::git
