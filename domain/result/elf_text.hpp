// SPDX-License-Identifier: GPL-2.0-or-later
// What GNU binutils (2.40, LC_ALL=C) print of an ELF file, and what they do not.
#pragma once

#include <string>
#include <string_view>

#include "domain/result/elf_image.hpp"

namespace bm::result {

/// Stdout of `nm --size-sort FILE`; empty when no symbol has a size.
std::string nm_text(const ElfImage& image);

/// The static functions and data that have a size, `net.c: reset=4c name=10` for each source file,
/// sizes as hex digits; sorted. nm does not tell those of one name apart.
std::string statics_text(const ElfImage& image);

/// The data row of `size NAME`, without its newline.
std::string size_row(const ElfImage& image, std::string_view name);

/// Stdout of `objdump -h NAME`.
std::string objdump_text(const ElfImage& image, std::string_view name);

}  // namespace bm::result
