// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "apps/bm/cli/options.hpp"
#include "domain/settings/first_file.hpp"

namespace bm::app {

/// `bm init`: the exit status.
int run_init(const cli::InitOptions& options);

/// What is here as one JSON document with a newline (doc/json.md).
std::string init_json(const std::string& file, const std::vector<settings::ArchHere>& arches);

}  // namespace bm::app
