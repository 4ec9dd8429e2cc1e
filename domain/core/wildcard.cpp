// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/core/wildcard.hpp"

#include <cstddef>

namespace bm::core {
namespace {

/// The end of the set that begins at `pattern[0]`, behind its ']'; 0: it has none.
std::size_t set_size(std::string_view pattern) {
    std::size_t at = 1;
    if (at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^')) ++at;
    if (at < pattern.size() && pattern[at] == ']') ++at;
    while (at < pattern.size() && pattern[at] != ']') ++at;
    return at < pattern.size() ? at + 1 : 0;
}

bool is_in_set(std::string_view set, char c) {
    set = set.substr(1, set.size() - 2);
    const bool inverted = set.starts_with('!') || set.starts_with('^');
    if (inverted) set.remove_prefix(1);
    bool found = false;
    for (std::size_t i = 0; i < set.size(); ++i) {
        const bool is_range = i + 2 < set.size() && set[i + 1] == '-';
        const char last = is_range ? set[i + 2] : set[i];
        found = found || (set[i] <= c && c <= last);
        if (is_range) i += 2;
    }
    return found != inverted;
}

/// How much of the pattern stands for the one character; 0: it does not.
std::size_t step(std::string_view pattern, char c) {
    if (pattern.empty()) return 0;
    if (pattern.front() == '?') return 1;
    if (pattern.front() == '[')
        if (const auto size = set_size(pattern))
            return is_in_set(pattern.substr(0, size), c) ? size : 0;
    return pattern.front() == c ? 1 : 0;
}

}  // namespace

bool name_matches(std::string_view pattern, std::string_view name) {
    std::string_view star;  // the pattern behind the last star
    std::string_view rest;  // the name where that star ended last
    bool has_star = false;
    while (!name.empty()) {
        if (pattern.starts_with('*')) {
            pattern.remove_prefix(1);
            star = pattern;
            rest = name;
            has_star = true;
        } else if (const auto size = step(pattern, name.front())) {
            pattern.remove_prefix(size);
            name.remove_prefix(1);
        } else if (has_star) {
            rest.remove_prefix(1);
            name = rest;
            pattern = star;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*') == std::string_view::npos;
}

std::string_view take_name(std::string_view& path) {
    const auto slash = path.find('/');
    const auto name = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    return name;
}

}  // namespace bm::core
