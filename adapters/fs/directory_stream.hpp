// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace bm::adapters::fs {

/// The names in an open directory, "." and ".." left out, sorted; the descriptor stays open. What
/// cannot be read is as if empty.
std::vector<std::string> names_in(int directory);

}  // namespace bm::adapters::fs
