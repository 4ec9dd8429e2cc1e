// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace bm::settings {

/// What serves an arch here, for whoever begins.
struct ArchHere {
    std::string arch;
    std::string compiler = {};  ///< path; empty: none
    std::string version = {};
    std::string remedy = {};  ///< what to do where there is none
    std::size_t boards = 0;   ///< of the tree, that are of this arch
    friend bool operator==(const ArchHere&, const ArchHere&) = default;
};

/// One for each arch that has boards or a compiler; those with most boards first, then by name.
std::vector<ArchHere> in_order(std::vector<ArchHere> arches);

/// A first settings file: what was found, in comments, and the sections there are, to be filled
/// in. It changes nothing of what holds without it.
std::string first_file(const std::vector<ArchHere>& arches);

/// For how many boards there is a compiler, and what to do for the others; in lines.
std::string coverage_text(const std::vector<ArchHere>& arches);

}  // namespace bm::settings
