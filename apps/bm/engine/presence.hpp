// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "domain/board/board.hpp"
#include "domain/core/expected.hpp"
#include "ports/source_tree.hpp"

namespace bm::app::engine {

/// Where defconfigs and fragments come and go in a series.
struct Presence {
    /// By board: positions of the commits that lack its defconfig. A board that is there at all, or
    /// at none of them, is not in it.
    std::map<std::string, std::set<std::size_t>> absent;
    /// Likewise configs/<fragment>.config, by the fragment's name.
    std::map<std::string, std::set<std::size_t>> lacking_fragments;
    /// Boards that the newest commit lacks, and the newest one that has them.
    std::map<std::string, std::size_t> gone;
};

/// The positions at which a board cannot be built, for want of its defconfig or of a fragment.
std::set<std::size_t> lacking(const Presence& presence, const board::Board& board);

/// `commits`: hashes, oldest first.
core::Expected<Presence> find_presence(ports::SourceTree& source,
                                       const std::vector<std::string>& commits);

}  // namespace bm::app::engine
