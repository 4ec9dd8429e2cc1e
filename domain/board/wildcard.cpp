// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/wildcard.hpp"

#include "domain/core/wildcard.hpp"

namespace bm::board {
namespace {

bool visible_name_matches(std::string_view pattern, std::string_view name) {
    const bool hidden = name.starts_with('.') && !pattern.starts_with('.');
    return !hidden && core::name_matches(pattern, name);
}

}  // namespace

bool wildcard_matches(std::string_view pattern, std::string_view path) {
    while (!pattern.empty() && !path.empty())
        if (!visible_name_matches(core::take_name(pattern), core::take_name(path))) return false;
    return pattern.empty() && path.empty();
}

}  // namespace bm::board
