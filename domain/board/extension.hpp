// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/board/board.hpp"
#include "domain/core/expected.hpp"

namespace bm::board {

/// Boards that are others with configuration fragments on top (P 5.4).
struct Extension {
    std::string name;                    ///< can be part of a board's name, without ','
    std::string description;             ///< for people
    std::vector<std::string> fragments;  ///< of configs/<fragment>.config, in their order
    std::vector<std::pair<std::string, std::string>> values;  ///< symbols without CONFIG_
    std::vector<std::string> targets;                         ///< wildcards

    /// The wildcards want the board, or there are none but values to go by.
    bool may_extend(std::string_view target) const;
};

/// A file `configs/*.buildman`: every `name:` begins an extension. The error has the line and
/// P's words.
core::Expected<std::vector<Extension>> parse_extensions(const std::string& file,
                                                        std::string_view text);

/// `<name>,<base>`, which is in all else like its base.
Board extended(const Extension& extension, const Board& base);

}  // namespace bm::board
