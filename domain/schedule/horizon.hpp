// SPDX-License-Identifier: GPL-2.0-or-later
// When a whole campaign can be over.
//
// Specification
// - Each slot has a moment until which it is at work with what it holds and what waits for it.
//   Those that are free before the end can take from those that would be at work after it, and
//   what waits for nobody; each has to begin that with a full build.
// - The end is the first moment at which there is enough of that time for all of that work. So a
//   place that is too slow to begin anything before the end does not count.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/core/time.hpp"

namespace bm::schedule {

struct SlotLoad {
    core::Instant until;      ///< at work; not before now
    std::int64_t speed = 1;   ///< per mille, above 0
    core::Duration extra{0};  ///< what beginning something costs there
};

/// `waiting`: work for nobody yet, as a place of speed 1000 does it. Without slots: now.
core::Instant end_of(const std::vector<SlotLoad>& slots, core::Duration waiting, core::Instant now);

}  // namespace bm::schedule
