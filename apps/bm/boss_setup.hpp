// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/git/program.hpp"
#include "apps/bm/chosen.hpp"
#include "apps/bm/cli/options.hpp"
#include "domain/core/expected.hpp"
#include "domain/settings/machines.hpp"
#include "domain/toolchain/candidates.hpp"
#include "ports/source_tree.hpp"

namespace bm::app {

/// What is to be built and where, before anything is written.
struct Setup : Chosen {
    std::string work_dir;               ///< of the worker here
    std::vector<std::string> includes;  ///< ignored files to build with, below the source
    std::map<std::string, std::string> environment;              ///< variables that make gets too
    std::map<std::string, std::vector<std::string>> make_flags;  ///< by board
    std::string wrapper;                                         ///< before the cross prefix
    toolchain::Wishes wishes;                                    ///< of the settings
    std::map<std::string, std::string> toolchains;  ///< arch -> compiler that they choose here
    std::vector<std::string> adjust;                ///< -a and what -r adds to it
    bool allow_missing = false;
    int slots = 1;
    int abbrev = 0;
    std::vector<settings::Machine> machines;  ///< to build on, beside this one or alone
    std::string object_format;                ///< of the repository: sha1, sha256
};

core::Expected<Setup> set_up(const cli::BossOptions& options, const adapters::git::Program& git,
                             const std::map<std::string, std::string>& environment, int processors);

}  // namespace bm::app
