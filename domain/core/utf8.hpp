// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bm::core {

bool is_valid_utf8(std::string_view bytes);

/// The text with every byte that is no UTF-8 replaced by U+FFFD, one for each such byte.
std::string to_valid_utf8(std::string_view bytes);

/// At most the first `most` bytes, and no character of valid UTF-8 cut in two.
std::string_view cut_utf8(std::string_view text, std::size_t most);
/// At most the last `most` bytes, likewise.
std::string_view tail_utf8(std::string_view text, std::size_t most);
/// Without the bytes at the end of a character that only begins there.
std::string_view drop_broken_end(std::string_view text);
/// Without the bytes at the start of a character that has begun before.
std::string_view drop_broken_start(std::string_view text);

}  // namespace bm::core
