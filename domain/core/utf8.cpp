// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/core/utf8.hpp"

#include <cstdint>

namespace bm::core {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool continues(std::string_view bytes, std::size_t at) {
    return at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0u) == 0x80u;
}

/// Length of the well-formed sequence at the start (RFC 3629), or 0.
std::size_t sequence_length(std::string_view bytes) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const auto first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return continues(bytes, 1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if (!continues(bytes, 1) || !continues(bytes, 2)) return 0;
        if (first == 0xE0 && byte(1) < 0xA0) return 0;  // overlong
        if (first == 0xED && byte(1) > 0x9F) return 0;  // surrogate
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (!continues(bytes, 1) || !continues(bytes, 2) || !continues(bytes, 3)) return 0;
        if (first == 0xF0 && byte(1) < 0x90) return 0;
        if (first == 0xF4 && byte(1) > 0x8F) return 0;
        return 4;
    }
    return 0;
}

}  // namespace

bool is_valid_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto length = sequence_length(bytes);
        if (length == 0) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::string to_valid_utf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        const auto length = sequence_length(bytes);
        if (length == 0) {
            text += replacement;
            bytes.remove_prefix(1);
        } else {
            text += bytes.substr(0, length);
            bytes.remove_prefix(length);
        }
    }
    return text;
}

std::string_view cut_utf8(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    // A character has at most three continuation bytes; more of them are no UTF-8 anyway.
    auto end = most;
    for (int i = 0; i < 3 && end > 0 && continues(text, end); ++i) --end;
    return text.substr(0, continues(text, end) ? most : end);
}

std::string_view tail_utf8(std::string_view text, std::size_t most) {
    return text.size() <= most ? text : drop_broken_start(text.substr(text.size() - most));
}

std::string_view drop_broken_start(std::string_view text) {
    for (int i = 0; i < 3 && continues(text, 0); ++i) text.remove_prefix(1);
    return text;
}

std::string_view drop_broken_end(std::string_view text) {
    for (std::size_t length = 1; length <= 3 && length <= text.size(); ++length) {
        const auto at = text.size() - length;
        if (continues(text, at)) continue;
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
        return needed > length ? text.substr(0, at) : text;
    }
    return text;
}

}  // namespace bm::core
