// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "domain/kconfig/tree.hpp"

namespace bm::kconfig {

/// After all files are read: gives each entry and property the conditions of those around it, makes
/// the menus of entries that depend on the one before, finds the members of choices, and tells
/// symbols who selects them.
void finish(Tree& tree);

}  // namespace bm::kconfig
