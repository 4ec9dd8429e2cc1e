// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/recipe/reconfigure.hpp"

#include <algorithm>

namespace bm::recipe {

bool changes_configuration(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    if (name.starts_with("Kconfig") || name.ends_with(".config") || name.ends_with("defconfig"))
        return true;
    if (path.starts_with("configs/") || path.starts_with("scripts/kconfig/")) return true;
    if (path == "Makefile" || path == "config.mk") return true;
    // Helpers that Kconfig's macros run: scripts/gcc-version.sh, scripts/Kbuild.include ...
    return path.starts_with("scripts/");
}

bool change_configuration(const std::vector<std::string>& paths) {
    return std::ranges::any_of(paths, changes_configuration);
}

}  // namespace bm::recipe
