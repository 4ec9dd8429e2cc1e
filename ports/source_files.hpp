// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::ports {

/// The files of a source tree at one moment, as they lie in a directory or as a commit has them;
/// read only. One suite of expectations runs on every adapter.
class SourceFiles {
  public:
    virtual ~SourceFiles() = default;
    /// The path of every file, links too, below the top, sorted bytewise. What git keeps for itself
    /// is left out.
    virtual core::Expected<std::vector<std::string>> list() = 0;
    /// What list() could not look into, and why, in a line each.
    virtual std::vector<std::string> left_out() const { return {}; }
    /// These are read soon; where that is slow one by one they are taken in one go.
    virtual core::Expected<void> prepare(const std::vector<std::string>& paths) = 0;
    /// A file's bytes: not_found when it is not there, nor can be, and when a link leads nowhere or
    /// out of the tree; refused when it may not be read, or the path itself leads out. Several
    /// threads may read at once.
    virtual core::Expected<std::string> read(const std::string& path) = 0;
};

}  // namespace bm::ports
