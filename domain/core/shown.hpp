// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bm::core {

/// What somebody said, fit for a message: one line of at most `most` bytes without control
/// characters.
std::string shown(std::string_view text, std::size_t most = 200);

/// The first line that is not empty, as shown() gives it.
std::string first_line(std::string_view text);

}  // namespace bm::core
