// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace bm::board {

/// How many steps a regular expression has, about, with each `{n,m}` written out m times; what
/// looks ahead counts twentyfold, since it may be tried at each place. At most a million.
std::size_t pattern_size(std::string_view pattern);

}  // namespace bm::board
