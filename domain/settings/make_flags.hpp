// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/settings/settings.hpp"

namespace bm::settings {

/// The words of `[make-flags] <target>` (P 6.5): `${name}` is another entry's text, `${target}` the
/// board, an unknown name nothing; white space parts words, but not inside double quotes, which are
/// taken away. Names are compared without regard to case. Entries that name each other without end,
/// and a word that is no `NAME=value`, are errors that name the entry.
core::Expected<std::vector<std::string>> make_flags(const Settings& settings,
                                                    std::string_view target);

/// What is put before the cross prefix: the last entry of `[toolchain-wrapper]`; empty: none.
std::string toolchain_wrapper(const Settings& settings);

}  // namespace bm::settings
