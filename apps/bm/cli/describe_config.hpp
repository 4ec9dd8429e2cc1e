// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <vector>

#include "apps/bm/cli/manual_sections.hpp"
#include "apps/bm/cli/options.hpp"

namespace bm::app::cli {

void describe_config(CLI::App& app, ConfigOptions& options);
std::vector<Section> config_before();
std::vector<Section> config_after();

}  // namespace bm::app::cli
