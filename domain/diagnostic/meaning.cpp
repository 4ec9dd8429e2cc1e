// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/meaning.hpp"

#include <algorithm>

#include "domain/diagnostic/line.hpp"
#include "domain/diagnostic/place.hpp"
#include "domain/diagnostic/temporary.hpp"

namespace bm::diagnostic {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

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

/// Adds it without the folder of the slot.
void add_without_slots(std::string& text, std::string_view part) {
    while (!part.empty()) {
        const auto dot = std::min(part.find('.'), part.size());
        text += part.substr(0, dot);
        part.remove_prefix(dot);
        if (part.empty()) return;
        auto end = end_of_slot(part, 0);
        if (end != 0)
            drop_path(text);
        else
            text += part[end++];
        part.remove_prefix(end);
    }
}

}  // namespace

std::string without_places(std::string_view raw) {
    const auto lasting = without_temporary_names(raw);
    const std::string_view line = lasting;
    std::string text;
    std::size_t done = 0;
    for (const auto& place : places_in(line)) {
        add_without_slots(text, line.substr(done, place.begin - done));
        // A line with a column is not one without.
        const auto numbers = line.substr(place.begin, place.end - place.begin);
        text.append(static_cast<std::size_t>(std::ranges::count(numbers, ':')), ':');
        done = place.end;
    }
    add_without_slots(text, line.substr(done));
    return text;
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
