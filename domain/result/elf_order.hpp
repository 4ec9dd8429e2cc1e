// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "domain/result/elf_raw.hpp"

namespace bm::result {

/// The numbers of all sections but the first in the order in which the GNU tools come to know them,
/// which is that of objdump: a table of strings that is not known to be the symbols' own brings the
/// sections that link to it before it, relocations bring the symbols that they link to.
std::vector<std::size_t> listing_order(const RawElf& raw);

}  // namespace bm::result
