// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/meaning.hpp"

#include <algorithm>

#include "domain/diagnostic/line.hpp"

namespace bm::diagnostic {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

/// Where `.bm-work/03/build/` ends that begins at `at`; `at` where none begins.
std::size_t end_of_slot(std::string_view line, std::size_t at) {
    constexpr std::string_view work = ".bm-work/";
    if (!line.substr(at).starts_with(work)) return at;
    auto end = at + work.size();
    const auto digits = end;
    while (end < line.size() && is_digit(line[end])) ++end;
    if (end == digits || end >= line.size() || line[end] != '/') return at;
    return end + 1;
}

/// The path so far leads to a slot's folder: all of it is of the machine that built.
void drop_path(std::string& text) {
    const auto begin = text.find_last_of(" \t'\"`(");
    text.erase(begin == std::string::npos ? 0 : begin + 1);
}

}  // namespace

std::string without_places(std::string_view line) {
    std::string text;
    for (std::size_t i = 0;;) {
        const auto place = std::min(line.find_first_of(".+:", i), line.size());
        text += line.substr(i, place - i);
        i = place;
        if (i == line.size()) return text;
        if (const auto end = end_of_slot(line, i); end != i) {
            drop_path(text);
            i = end;
            continue;
        }
        if (line.substr(i).starts_with("+0x")) {
            i += 3;
            while (i < line.size() && is_hex(line[i])) ++i;
            continue;
        }
        text += line[i++];
        if (text.back() != ':') continue;
        while (i < line.size() && is_digit(line[i])) ++i;
    }
}

bool is_excerpt(std::string_view line) {
    return line.empty() || line.front() == ' ' || line.front() == '\t';
}

bool is_excerpt(const Block& block, std::size_t line) {
    const auto& lines = block.lines;
    if (is_excerpt(lines[line]) || is_caret_line(lines[line])) return true;
    return line > 0 && ((line + 1 < lines.size() && is_caret_line(lines[line + 1])) ||
                        (lines[line] == "static " && is_caret_line(lines[line - 1])));
}

bool is_closing(std::string_view line) { return shape_of(line).role == LineShape::Role::closing; }

bool is_setting(std::string_view line) {
    const auto role = shape_of(line).role;
    return role == LineShape::Role::heading || role == LineShape::Role::include_chain;
}

std::string meaning_of(const Block& block) {
    std::string meaning, setting;
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
        const auto& line = block.lines[i];
        if (is_excerpt(block, i) || is_closing(line)) continue;
        (is_setting(line) ? setting : meaning) += without_places(line) + "\n";
    }
    return meaning.empty() ? setting : meaning;
}

}  // namespace bm::diagnostic
