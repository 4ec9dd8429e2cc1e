// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace bm::board {

/// Whom changed files can touch, as far as their paths tell.
enum class Touch {
    nobody,          ///< no build reads any of them
    configurations,  ///< the boards whose configuration they change, and no others
    everybody,       ///< any board may read one of them
};

/// Of several paths the widest. Files of an arch, a vendor or a board touch everybody, for others
/// include them.
Touch touch_of(const std::vector<std::string>& paths);

/// Extended boards may be touched, whatever becomes of their bases.
bool touches_extensions(const std::vector<std::string>& paths);

}  // namespace bm::board
