// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>

namespace bm::core {

using Duration = std::chrono::milliseconds;

/// The time line of the state machines. Its epoch is arbitrary and it has no now(): a moment is
/// always handed in by whoever owns a clock, real or simulated.
struct Timeline {
    using duration = Duration;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<Timeline, Duration>;
    static constexpr bool is_steady = true;
};

using Instant = Timeline::time_point;

}  // namespace bm::core
