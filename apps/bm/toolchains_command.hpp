// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/bm/cli/options.hpp"
#include "domain/core/expected.hpp"
#include "domain/toolchain/choice.hpp"

namespace bm::app {

/// What this machine has and the settings make of it.
struct Compilers {
    toolchain::Wishes wishes;
    std::vector<toolchain::Judged> judged;  ///< every candidate
    std::vector<toolchain::Judged> clangs;  ///< of any arch; where arches were named those named
    std::vector<std::string> arches;        ///< that are spoken of
};

/// `bm toolchains`: says which compiler serves each arch. The exit status.
int run_toolchains(const cli::ToolchainsOptions& options);

/// `bm boss --list-tool-chains`: the rows of P 6.6, which other tools read; with `details` as `bm
/// toolchains -v`. The exit status.
int list_toolchains(const std::optional<std::string>& settings_file, bool details);

/// Those of the named arches, LLVM=1 and the like among them, else of all that boards have and the
/// settings name.
core::Expected<Compilers> find_compilers(const std::vector<std::string>& arches,
                                         const std::optional<std::string>& settings_file,
                                         const std::map<std::string, std::string>& environment);

/// All of it as one JSON document with a newline: doc/json.md.
std::string toolchains_json(const Compilers& compilers);

/// What the user can do where no compiler serves the arch; empty: nothing is known.
std::string remedy(const std::string& arch);

}  // namespace bm::app
