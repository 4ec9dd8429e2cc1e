// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/place.hpp"

#include <algorithm>
#include <array>

namespace bm::diagnostic {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The end of the digits that begin at `at`.
std::size_t end_of_digits(std::string_view line, std::size_t at) {
    while (at < line.size() && is_digit(line[at])) ++at;
    return at;
}

/// Of a separator with digits behind it; `at` where there are none.
std::size_t end_of_part(std::string_view line, std::size_t at, char separator) {
    if (at >= line.size() || line[at] != separator) return at;
    const auto end = end_of_digits(line, at + 1);
    return end == at + 1 ? at : end;
}

/// Of numbers as `12`, `12:5`, `12.3-45`, `12.3-14.5`; `at` where what begins there is a word.
std::size_t end_of_numbers(std::string_view line, std::size_t at) {
    auto end = end_of_digits(line, at);
    if (end == at) return at;
    end = end_of_part(line, end, '.');
    end = end_of_part(line, end, '-');
    end = end_of_part(line, end, '.');
    for (auto next = end_of_part(line, end, ':'); next != end; next = end_of_part(line, end, ':'))
        end = next;
    const bool goes_on = end < line.size() && (is_letter(line[end]) || line[end] == '_');
    return goes_on ? at : end;
}

/// `x.c`, `.config`, `Makefile.build`
bool has_ending(std::string_view name) {
    const auto dot = name.rfind('.');
    return dot != name.npos && dot + 1 < name.size() && is_letter(name[dot + 1]);
}

/// What stands before a ':' names a file.
bool ends_with_file(std::string_view before) {
    constexpr std::array no_names = {"{standard input}", "<inline asm>"};
    if (std::ranges::any_of(no_names, [&](const char* name) { return before.ends_with(name); }))
        return true;
    const auto separator = before.find_last_of(" \t'\"`([,;=:");
    const auto name = before.substr(separator == before.npos ? 0 : separator + 1);
    if (name.empty()) return false;
    if (name.starts_with("//") && separator != before.npos && before[separator] == ':')
        return false;  // `http://host:80`
    if (name.front() == '<' && name.back() == '>') return true;
    // `line` is awk's.
    constexpr std::array<std::string_view, 6> bare = {"Makefile", "makefile", "GNUmakefile",
                                                      "Kconfig",  "Kbuild",   "line"};
    return name.find('/') != name.npos || has_ending(name) || name.ends_with("_defconfig") ||
           std::ranges::find(bare, name) != bare.end();
}

std::size_t end_of_offset(std::string_view line, std::size_t at) {
    at += 3;
    while (at < line.size() && is_hex(line[at])) ++at;
    return at;
}

}  // namespace

std::vector<Place> places_in(std::string_view line) {
    std::vector<Place> places;
    const auto first_word = std::min(line.find_first_of(" \t'\"`"), line.size());
    for (auto at = line.find_first_of("+:"); at < line.size(); at = line.find_first_of("+:", at)) {
        if (line.substr(at).starts_with("+0x")) {
            const auto end = end_of_offset(line, at);
            places.push_back({at, end});
            at = end;
            continue;
        }
        const auto begin = at + 1;
        const auto end = line[at] == ':' ? end_of_numbers(line, begin) : begin;
        at = begin;
        if (end == begin) continue;
        const auto colon = begin - 1;
        // At the left of a line `x:12:` is a place, whatever x is called.
        const bool leads = colon > 0 && colon < first_word && end < line.size() && line[end] == ':';
        if (!leads && !ends_with_file(line.substr(0, colon))) continue;
        places.push_back({begin, end});
        at = end;
    }
    return places;
}

}  // namespace bm::diagnostic
