// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/core/shown.hpp"

namespace bm::core {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u; }

}  // namespace

std::string shown(std::string_view text, std::size_t most) {
    auto end = text.size() <= most ? text.size() : most;
    while (end > 0 && end < text.size() && is_continuation(text[end])) --end;
    std::string result(text.substr(0, end));
    for (auto& c : result)
        if (is_control(c)) c = ' ';
    if (end < text.size()) result += "...";
    return result;
}

std::string first_line(std::string_view text) {
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    return shown(text.substr(start, text.find_first_of("\r\n", start) - start));
}

}  // namespace bm::core
