// SPDX-License-Identifier: GPL-2.0-or-later
// What fuzz targets share: a property that must hold, and their bytes as text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace bm::fuzz {

/// Ends the run as a finding where a property does not hold.
inline void require(bool holds) {
    if (!holds) std::abort();
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// The first line without its end, and what follows it.
inline std::pair<std::string_view, std::string_view> first_line(std::string_view text) {
    const auto end = std::min(text.find('\n'), text.size());
    return {text.substr(0, end), text.substr(std::min(end + 1, text.size()))};
}

}  // namespace bm::fuzz
