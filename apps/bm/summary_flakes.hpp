// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "apps/bm/chosen.hpp"
#include "domain/summary/flake.hpp"
#include "ports/result_files.hpp"

namespace bm::app {

/// What the results say of builds that do not come to the same each time. Whether a commit can
/// change a board is asked of the repository, and only where a board failed or recovered; one that
/// cannot be asked explains everything.
summary::Flakes find_flakes(const summary::Model& model, const Chosen& chosen,
                            ports::ResultFiles& files, const adapters::git::Program& git,
                            const std::map<std::string, std::string>& environment);

}  // namespace bm::app
