// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "domain/result/elf_image.hpp"

namespace bm::result {

/// For each section number: the section as the GNU tools list it, or nullopt when they keep it to
/// themselves (symbol tables, their strings, relocations of other sections).
std::vector<std::optional<ElfSection>> listed_sections(const RawElf& raw);

}  // namespace bm::result
