// SPDX-License-Identifier: GPL-2.0-or-later
// What of a Kbuild Makefile can matter to a build with a given configuration.
//
// Specification
// - Comments and blank lines do not, outside of recipes and of define.
// - `NAME-$(CONFIG_X) += words` (or :=, =) outside of conditionals does not where neither a
//   configuration nor this Makefile sets the option: of `NAME-` Kbuild asks only whether it has
//   words, and so that counts. Nor does `NAME-$(CONFIG_$(SPL_)X)`, and its like for TPL and VPL,
//   where none of CONFIG_X, CONFIG_SPL_X, CONFIG_TPL_X, CONFIG_VPL_X is set. Words have letters,
//   digits and `_ - . / +`.
// - Where a text refers to a variable whose name ends with '-', all of it matters.
// - All else does, in its order.
#pragma once

#include <string>
#include <string_view>

#include "domain/evidence/option_set.hpp"

namespace bm::evidence {

/// What is left of the text; two that leave the same do the same.
std::string what_matters(std::string_view makefile, const OptionNames& set);

}  // namespace bm::evidence
