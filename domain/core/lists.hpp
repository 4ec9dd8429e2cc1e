// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bm::core {

/// The items of lists whose items are divided by commas, in their order, without empty ones.
std::vector<std::string> split_at_commas(const std::vector<std::string>& lists);

/// What stands before, between and behind the newlines; nothing behind a last one.
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace bm::core
