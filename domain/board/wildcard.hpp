// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace bm::board {

/// Whether a path is one of those that a shell's pattern names: `*`, `?` and `[...]`, none of which
/// is a '/', nor a '.' at the start of a name.
bool wildcard_matches(std::string_view pattern, std::string_view path);

}  // namespace bm::board
