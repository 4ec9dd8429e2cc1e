// SPDX-License-Identifier: GPL-2.0-or-later
// Which lines of the source are in the images of a build: of which the compiler's line tables say
// that machine code comes from them, and the linker kept that code.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result/line_ranges.hpp"

namespace bm::result {

struct AddressRange {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;  ///< the first address behind it
    friend bool operator==(const AddressRange&, const AddressRange&) = default;
};

/// The DWARF of an image, as it stands in it.
struct RawLines {
    struct Row {
        std::uint64_t address = 0;
        std::uint32_t file = 0;  ///< position in `files`
        std::uint32_t line = 0;  ///< 0: of no line
    };
    struct Unit {
        std::vector<AddressRange> code;  ///< its own word for what is of it
        std::vector<Row> rows;
    };
    std::vector<AddressRange> executable;  ///< the sections of the image that hold code
    std::vector<std::string> files;        ///< below the source; empty: not of the source
    std::vector<Unit> units;
};

/// By path below the source.
using Footprint = std::map<std::string, LineRanges>;

/// Total. A linker that drops a function leaves its rows behind, at address 0 or nowhere: those are
/// not counted. Where an image itself begins at 0, the code that ends closest before the next is
/// believed to be there; a dropped function that reaches over other code of its own unit there is
/// counted with it.
Footprint footprint_of(const RawLines& raw);

/// Both together.
Footprint united(const Footprint& a, const Footprint& b);

/// The file `lines` (P 7.4): `<path>: 1,3-5,9` and a newline for each file, by path. A path with a
/// newline in it is left out.
std::string footprint_text(const Footprint& footprint);

inline constexpr std::string_view footprint_file = "lines";

/// Where a file lies below the source, given absolute paths without links; empty: elsewhere, or in
/// the build directory, if that is another one. (With -w the source lies below it.)
std::string path_in_source(std::string_view file, std::string_view source, std::string_view output);

}  // namespace bm::result
