// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace bm::core {

/// From when on a machine is too busy or too full to build as it is asked to (P section 4).
struct MachineLimits {
    double max_load = 0.8;          ///< of the last minute, for each processor
    std::int64_t min_disk = 1000;   ///< MB free for the work directory
    std::int64_t min_memory = 512;  ///< MB available
    std::int64_t answer_limit = 3;  ///< seconds within which `bm machines` is answered
    friend bool operator==(const MachineLimits&, const MachineLimits&) = default;
};

}  // namespace bm::core
