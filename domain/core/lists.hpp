// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace bm::core {

/// The items of lists whose items are divided by commas, in their order, without empty ones.
std::vector<std::string> split_at_commas(const std::vector<std::string>& lists);

}  // namespace bm::core
