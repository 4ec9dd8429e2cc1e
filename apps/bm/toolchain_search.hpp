// SPDX-License-Identifier: GPL-2.0-or-later
// The compilers of this machine: looked for and tried.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/toolchain/choice.hpp"

namespace bm::app {

/// Every candidate for these arches here, each tried, several at a time, each with a time limit.
core::Expected<std::vector<toolchain::Judged>> search_toolchains(
    const toolchain::Wishes& wishes, const std::vector<std::string>& arches,
    const std::map<std::string, std::string>& environment);

/// Every clang in PATH, by its name there, each tried likewise.
std::vector<toolchain::Judged> search_clangs(const std::map<std::string, std::string>& environment);

/// The value of CROSS_COMPILE that names this compiler wherever PATH leads; empty for the machine's
/// own.
std::string full_prefix(const std::string& compiler);

}  // namespace bm::app
