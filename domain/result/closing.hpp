// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "domain/core/time.hpp"

namespace bm::result {

/// A campaign at its end. Only builds that have an outcome count.
struct Closing {
    std::int64_t previously = 0;    ///< outcomes of earlier runs
    std::int64_t newly = 0;         ///< outcomes of this run
    std::int64_t reconfigured = 0;  ///< of the new: built again after a reconfigure
    std::int64_t verified = 0;      ///< of the new: could have been carried, and were built
    std::int64_t carried = 0;       ///< of the new: taken over from another commit
    std::int64_t not_obtained = 0;  ///< builds without an outcome
    core::Duration duration{0};
};

/// `Completed: 12 total built (3 previously, 9 newly), duration 0:01:10, rate 0.13`, without LF;
/// where builds are missing, `, 2 not obtained` follows the counts.
std::string closing_line(const Closing& closing);

}  // namespace bm::result
