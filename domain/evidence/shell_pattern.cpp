// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/shell_pattern.hpp"

#include <string>

#include "domain/core/wildcard.hpp"

namespace bm::evidence {
namespace {

/// From a bracket or an escape on, anything goes.
bool may_match_name(std::string_view pattern, std::string_view name) {
    const auto odd = pattern.find_first_of("[\\");
    if (odd == std::string_view::npos) return core::name_matches(pattern, name);
    return core::name_matches(std::string(pattern.substr(0, odd)) + '*', name);
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
            (void)core::take_name(path);
        } else if (!may_match_name(core::take_name(pattern), core::take_name(path))) {
            return false;
        }
    }
    return true;
}

}  // namespace bm::evidence
