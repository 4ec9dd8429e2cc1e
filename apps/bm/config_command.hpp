// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "apps/bm/cli/options.hpp"
#include "domain/settings/listing.hpp"

namespace bm::app {

/// `bm config`. The exit status.
int run_config(const cli::ConfigOptions& options);

/// The settings as one JSON document with a newline.
std::string settings_json(const std::vector<settings::InForce>& all,
                          const std::vector<std::string>& warnings);

}  // namespace bm::app
