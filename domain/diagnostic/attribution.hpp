// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/diagnostic/block.hpp"

namespace bm::diagnostic {

/// Where make ran; absolute.
struct Directories {
    std::string source;
    std::string output;  ///< O=, make's own working directory once it is there
};

/// Finds the outputs that printed what stderr holds, by the Kbuild records (`.x.o.cmd`) in O=:
/// those that name, in their command or among their dependencies, a path that a diagnostic gives as
/// its place, and the named outputs themselves. Finding too many costs a recompilation; a
/// diagnostic for which none is found must make the next build a clean one.
class Attribution {
  public:
    Attribution(std::string_view diagnostics, Directories where);

    /// `path` is the record's, below O=.
    void see_record(std::string_view path, std::string_view content);

    /// Files below O=, if they are there, that a linker or tool speaks of: outputs that have no
    /// record, as U-Boot's EFI applications. Configuration is not among them.
    std::vector<std::string> named_files() const;
    /// One of the named files is there.
    void see_file(const std::string& path);

    /// Outputs to be removed before the next make, below O=, sorted.
    std::vector<std::string> outputs() const;
    /// The first line of each block that no output was found for.
    std::vector<std::string> unattributed() const;

  private:
    struct Subject {
        std::set<std::string> paths;  ///< absolute; for a plain block every word that could be one
        std::string first_line;
        bool plain = false;
        bool found = false;
    };
    void look_for(Subject& subject, const std::string& output, const std::set<std::string>& named);

    Directories where_;
    std::vector<Subject> subjects_;
    std::set<std::string> names_;  ///< last components of all paths: a quick look comes first
    std::set<std::string> outputs_;
};

/// A path without `.`, `..` and doubled slashes; relative ones are taken from `base`.
std::string absolute_path(std::string_view path, std::string_view base);

}  // namespace bm::diagnostic
