// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace bm::core {

/// Of a text (FNV-1a, 64 bits): the same on every machine. Nobody may gain by making two alike.
constexpr std::uint64_t digest(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ull;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
    return hash;
}

}  // namespace bm::core
