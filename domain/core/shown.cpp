// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/core/shown.hpp"

namespace bm::core {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// U+0080 to U+009F, which terminals obey as they do ESC and a letter.
bool is_c1_control(std::string_view text) {
    return text.size() >= 2 && text[0] == '\xc2' && static_cast<unsigned char>(text[1]) >= 0x80 &&
           static_cast<unsigned char>(text[1]) <= 0x9f;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u; }

}  // namespace

std::string shown(std::string_view text, std::size_t most) {
    auto end = text.size() <= most ? text.size() : most;
    while (end > 0 && end < text.size() && is_continuation(text[end])) --end;
    std::string result(text.substr(0, end));
    for (std::size_t i = 0; i < result.size(); ++i) {
        if (is_c1_control(std::string_view(result).substr(i))) result[i] = result[i + 1] = ' ';
        if (is_control(result[i])) result[i] = ' ';
    }
    if (end < text.size()) result += "...";
    return result;
}

std::string first_line(std::string_view text) {
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    return shown(text.substr(start, text.find_first_of("\r\n", start) - start));
}

}  // namespace bm::core
