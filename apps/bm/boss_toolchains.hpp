// SPDX-License-Identifier: GPL-2.0-or-later
// Which compilers a campaign builds with, as far as the user's settings say.
#pragma once

#include <map>
#include <string>

#include "apps/bm/boss_setup.hpp"
#include "apps/bm/cli/options.hpp"
#include "domain/core/expected.hpp"
#include "domain/toolchain/candidates.hpp"

namespace bm::app {

/// Fills `toolchains` of the setup with what the settings choose here for the selected boards, and
/// tells in its notices which of their compilers are not used and why. An arch whose
/// [toolchain-prefix] gives no compiler is an error, unless nothing is built with it here.
core::Expected<void> choose_toolchains(const cli::BossOptions& options,
                                       const toolchain::Wishes& wishes,
                                       const std::map<std::string, std::string>& environment,
                                       Setup& setup);

/// Where the user wishes LLVM=...: an error when the newest source, which is what he sees, cannot
/// be built so. An older commit that cannot fails by itself.
core::Expected<void> check_llvm(const cli::BossOptions& options, const Setup& setup,
                                ports::SourceTree& source);

/// Those of the settings that can be meant on other machines, too.
std::map<std::string, std::string> toolchains_elsewhere(
    const std::map<std::string, std::string>& toolchains,
    const std::map<std::string, std::string>& environment);

/// True for -A and --print-arch, which only print one line about the selected boards.
bool asks_for_one_line(const cli::BossOptions& options);

/// That line, with a newline. Boards that differ in it are an error.
core::Expected<std::string> one_line(const cli::BossOptions& options,
                                     const toolchain::Wishes& wishes,
                                     const std::map<std::string, std::string>& environment,
                                     const Setup& setup);

}  // namespace bm::app
