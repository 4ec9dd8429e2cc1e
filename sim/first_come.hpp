// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "sim/scenario.hpp"

namespace bm::sim {

/// How long the campaign takes when each slot that is free takes the next board, at all commits:
/// a schedule to be better than. Nothing goes wrong in it, and nothing takes time but builds.
core::Duration first_come_duration(const Scenario& scenario);

}  // namespace bm::sim
