// SPDX-License-Identifier: GPL-2.0-or-later
// What a make asked of the source tree. Names only: what stood there is said by the tree of the
// commit that was built, whose hash covers every byte, mode and link of it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "domain/evidence/sighting.hpp"

namespace bm::evidence {

struct Inputs {
    using Names = std::set<std::string, std::less<>>;
    Names asked;      ///< paths below the top: read, followed, found or not found
    Names compiled;   ///< paths that compilers and their like read, and perhaps tell make of
    Names makefiles;  ///< paths whose text make read
    Names kconfigs;   ///< paths whose text Kconfig's conf read
    Names exists;     ///< paths of which only counts whether something is there
    Names listed;     ///< directories whose names were all read; "": the top
    Names patterns;   ///< shell patterns below the top whose matches were read
    /// `folder/stem` of each file of O= that was met: make looks for sources of it under that stem
    /// with every suffix it has a rule for, in lists of names where nobody sees what it looks for.
    Names stems;
    /// Paths and patterns of Kconfig files of which only the names of their options were read.
    Names option_names;
    /// The text of .config was read by somebody who is neither make nor conf: it may be in the
    /// image.
    bool reads_configuration = false;
    Names filters;  ///< texts of which the lines of .config that have them were read
    Names unseen;   ///< programs that could not be seen; empty: the rest is all there is
    friend bool operator==(const Inputs&, const Inputs&) = default;

    void add(const Sighting& sighting);
    /// With what another make in the same O= asked.
    void add(const Inputs& other);
};

/// `folder/` of a path with its '/'; empty: it lies at the top.
std::string_view folder_of(std::string_view path);
/// Its name up to the first dot that does not begin it, without dots that begin it.
std::string_view stem_of(std::string_view path);

}  // namespace bm::evidence
