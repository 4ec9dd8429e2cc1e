// SPDX-License-Identifier: GPL-2.0-or-later
// Where a line says a place in a file.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace bm::diagnostic {

/// A part of a line.
struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< behind its last character
    friend bool operator==(const Place&, const Place&) = default;
};

/// The numbers of each place: `12:5` of `x.c:12:5: warning`, dtc's `12.3-14.5` behind the name of a
/// file, `+0x1c` of `x.o:(.text+0x1c)`. Numbers that the words of a message hold (`got:5`) are
/// none.
std::vector<Place> places_in(std::string_view line);

}  // namespace bm::diagnostic
