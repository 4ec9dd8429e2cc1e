// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace bm::evidence {

/// Whether a shell would look for names that match it, instead of for this one.
bool is_pattern(std::string_view text);

/// Whether the path, or a directory above it, can match the pattern: `*` and `?` do not match a
/// '/', and a `**` between two is any number of directories. It says yes too often for brackets,
/// escapes and names that begin with a dot, never too seldom.
bool may_match(std::string_view pattern, std::string_view path);

}  // namespace bm::evidence
