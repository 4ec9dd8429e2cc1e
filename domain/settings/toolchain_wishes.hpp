// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include "domain/core/expected.hpp"
#include "domain/settings/settings.hpp"
#include "domain/toolchain/candidates.hpp"

namespace bm::settings {

/// `[toolchain-prefix]`, `[toolchain]` and `[toolchain-alias]`. An entry that says nothing is an
/// error that names its file and line.
core::Expected<toolchain::Wishes> toolchain_wishes(const Settings& settings);

inline constexpr std::string_view toolchain_url_key = "toolchain-url";

/// `[global] toolchain-url`: where compilers are fetched from; empty: not said.
std::string toolchain_url(const Settings& settings);

}  // namespace bm::settings
