// SPDX-License-Identifier: GPL-2.0-or-later
// The file `sizes`: for each image the data row of `size`, a space, and the size of .rodata in hex
// as objdump prints it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result/elf_image.hpp"

namespace bm::result {

struct ImageSizes {
    std::string image;       ///< `u-boot`, `spl/u-boot-spl`
    std::uint64_t text = 0;  ///< as `size` says: with what is only read
    std::uint64_t data = 0;
    std::uint64_t bss = 0;
    std::uint64_t rodata = 0;  ///< its part of text; 0 when the row has no such column
    /// The row has that column. One that came from a worker of the Python tool has not, and that
    /// names no image but u-boot.
    bool whole = true;

    std::uint64_t all() const { return text + data + bss; }
    friend bool operator==(const ImageSizes&, const ImageSizes&) = default;
};

/// One row without newline.
std::string sizes_row(const ElfImage& image, std::string_view name);

/// The file made of rows that came from a worker: header rows and empty rows are dropped, every row
/// ends with LF, and of an image's absolute path what tells images apart is left: `u-boot`,
/// `spl/u-boot-spl`.
std::string sizes_file(std::string_view rows);

/// Rows that are damaged or cut short are left out.
std::vector<ImageSizes> read_sizes(std::string_view file);

}  // namespace bm::result
