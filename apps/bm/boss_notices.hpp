// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>

#include "adapters/git/program.hpp"
#include "apps/bm/boss_setup.hpp"

namespace bm::app {

/// Tells what lies in the tree or is set in the environment and is not in the builds: changes that
/// are not committed, files that git ignores, variables that make is not given.
void add_notices(const adapters::git::Program& git,
                 const std::map<std::string, std::string>& environment, Setup& setup);

}  // namespace bm::app
