// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "domain/kconfig/place.hpp"
#include "domain/kconfig/tree.hpp"

namespace bm::kconfig {

/// An error for each circle of symbols of a finished tree whose values hang on each other, with the
/// place of its beginning and every symbol on the way. A choice and its members count as one. A
/// chain of more than 2,000 symbols is not followed to its end.
std::vector<Problem> recursions(const Tree& tree);

}  // namespace bm::kconfig
