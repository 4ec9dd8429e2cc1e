// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "domain/kconfig/tree.hpp"

namespace bm::kconfig {

/// Whether a text is a value of that type. Of a truth only the first letter counts.
bool is_value_of(Type type, std::string_view text);

/// The number that a text begins with, as strtoll reads it: 0 where it begins with none, and the
/// nearest one where it does not fit. Base 0: 16 behind 0x, 8 behind 0, else 10.
long long leading_number(std::string_view text, int base);

/// Below 0, 0 or above 0, as the one is less, equal or greater: as numbers where both are, of the
/// types of their symbols, else as texts.
int compare_values(std::string_view a, Type type_a, std::string_view b, Type type_b);

}  // namespace bm::kconfig
