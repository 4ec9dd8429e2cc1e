// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/shell_pattern.hpp"

#include <cstddef>

namespace bm::evidence {
namespace {

/// One component of each. From a bracket or an escape on, anything goes.
bool name_matches(std::string_view pattern, std::string_view name) {
    std::size_t at = 0, in = 0, star = std::string_view::npos, retry = 0;
    while (in < name.size()) {
        if (at < pattern.size() && (pattern[at] == '[' || pattern[at] == '\\')) return true;
        if (at < pattern.size() && pattern[at] == '*') {
            star = at++;
            retry = in;
        } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == name[in])) {
            ++at;
            ++in;
        } else if (star != std::string_view::npos) {
            at = star + 1;
            in = ++retry;
        } else {
            return false;
        }
    }
    while (at < pattern.size() && pattern[at] == '*') ++at;
    return at == pattern.size() || pattern[at] == '[' || pattern[at] == '\\';
}

std::string_view take_name(std::string_view& rest) {
    const auto slash = rest.find('/');
    const auto name = rest.substr(0, slash);
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    return name;
}

}  // namespace

bool is_pattern(std::string_view text) {
    return text.find_first_of("*?[\\") != std::string_view::npos;
}

bool may_match(std::string_view pattern, std::string_view path) {
    while (!pattern.empty()) {
        if (path.empty()) return false;
        if (pattern.starts_with("**/")) {
            if (may_match(pattern.substr(3), path)) return true;
            (void)take_name(path);
        } else if (!name_matches(take_name(pattern), take_name(path))) {
            return false;
        }
    }
    return true;
}

}  // namespace bm::evidence
