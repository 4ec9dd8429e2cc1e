// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/kconfig/place.hpp"
#include "domain/kconfig/surroundings.hpp"

namespace bm::kconfig {

struct Joined {
    std::string text;
    std::vector<Problem> problems;  ///< files that cannot be read, and too many of them
};

/// A defconfig with what it includes in the place of each `#include "file"`, as the C preprocessor
/// does for U-Boot's: a file is looked for beside the one that names it, and then from the tree's
/// top. Other directives are none. At most 20 files are open, and 1,000 or
/// 64 MiB are read.
Joined join_includes(const std::string& file, std::string_view text, Surroundings& surroundings);

}  // namespace bm::kconfig
