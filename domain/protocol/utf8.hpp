// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bm::protocol {

/// The text with every byte that is no UTF-8 replaced by U+FFFD, one for each such byte.
std::string to_valid_utf8(std::string_view bytes);
bool is_valid_utf8(std::string_view bytes);

}  // namespace bm::protocol
