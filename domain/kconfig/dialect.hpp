// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "domain/kconfig/surroundings.hpp"

namespace bm::kconfig {

/// What the conf of a tree does that those of others do not. As it stands: that of U-Boot 2023.01.
struct Dialect {
    bool typed_constants = false;  ///< y, m and n are tristates, and compare as numbers
    bool escaped_strings = false;  ///< .config has `\` before `"` and `\`
    bool mod_stays = false;        ///< m is compared as m also where nothing can be m
    bool writes_all = false;       ///< .config has every symbol of the menus, as busybox's
    bool bounds_as_given = false;  ///< a value out of its range becomes the bound's own text
    bool imply_is_weak = false;    ///< what is implied is no more than its dependencies
    bool keeps_unequal = false;    ///< a bool's condition `A!=n` is y also where A is m
    bool new_grammar = false;      ///< options of menus in any order, only configs in choices
};

/// As the sources of the tree's own scripts/kconfig have it; the default where there are none.
Dialect dialect_of(Surroundings& surroundings);

}  // namespace bm::kconfig
