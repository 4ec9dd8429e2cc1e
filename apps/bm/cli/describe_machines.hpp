// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <vector>

#include "apps/bm/cli/manual_sections.hpp"
#include "apps/bm/cli/options.hpp"

namespace bm::app::cli {

void describe_machines(CLI::App& app, MachinesOptions& options);
std::vector<Section> machines_before();
std::vector<Section> machines_after();

}  // namespace bm::app::cli
