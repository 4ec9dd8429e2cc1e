// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bm::core {

/// The `count` of `names` that are nearest to `name` by edit distance, nearest first, none too far
/// away. Of a long name only the first 200 bytes count.
std::vector<std::string> nearest_names(const std::vector<std::string>& names,
                                       const std::string& name, std::size_t count);

/// "; near it: a, b" for the end of a message; empty when nothing is near.
std::string hint_at_nearest(const std::vector<std::string>& names, const std::string& name);

}  // namespace bm::core
