// SPDX-License-Identifier: GPL-2.0-or-later
// The prose of the manual pages, before and after the options.
#pragma once

#include "apps/bm/cli/manual.hpp"

namespace bm::app::cli {

std::vector<Section> bm_before();
std::vector<Section> bm_after();
std::vector<Section> boss_before();
std::vector<Section> boss_after();
std::vector<Section> config_before();
std::vector<Section> config_after();
std::vector<Section> machines_before();
std::vector<Section> machines_after();
std::vector<Section> init_before();
std::vector<Section> init_after();
std::vector<Section> boards_before();
std::vector<Section> boards_after();
std::vector<Section> worker_before();
std::vector<Section> worker_after();
std::vector<Section> toolchains_before();
std::vector<Section> toolchains_after();
std::vector<Section> summary_before();
std::vector<Section> summary_after();
std::vector<Section> sim_before();
std::vector<Section> sim_after();

}  // namespace bm::app::cli
