// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace bm::evidence {

/// A path at which two trees differ, below their top. A directory is there only when it came or
/// went as a whole; what is in it is there besides.
struct Change {
    enum class What {
        added,     ///< only the later tree has it
        removed,   ///< only the earlier one has it
        modified,  ///< both have it, with other bytes or another mode
    };
    What what = What::modified;
    std::string path;
    bool is_link = false;  ///< a symbolic link is there, in one of them
    friend auto operator<=>(const Change&, const Change&) = default;
};

}  // namespace bm::evidence
