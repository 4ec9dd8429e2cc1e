// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace bm::core {

/// Whether a name, without '/', is one of those that a shell's pattern names: `*`, `?`, `[...]`. A
/// '.' at its start is a character like others here.
bool name_matches(std::string_view pattern, std::string_view name);

/// The first name of a path, which is taken off it with the '/' behind it.
std::string_view take_name(std::string_view& path);

}  // namespace bm::core
