// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::result {

inline constexpr std::string_view thin_magic = "!<thin>\n";

/// The files that a thin archive (`ar rcT`) names, relative to its folder, in its order. Absolute
/// names and those that leave the folder are left out. refused: not a sound thin archive.
core::Expected<std::vector<std::string>> thin_members(std::string_view bytes);

}  // namespace bm::result
