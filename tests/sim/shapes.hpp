// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "sim/world.hpp"

namespace bm::sim::test {

/// A farm small enough for many runs, in which everything goes wrong.
inline Shape small_shape(std::uint64_t seed) {
    Shape shape;
    shape.workers = {1, 5};
    shape.slots = {1, 3};
    shape.boards = {1, 5};
    shape.commits = {1, 5};
    shape.faults = *profile("all");
    shape.faults.set(Fault::store_full, 3'000);  // few builds, and each kind is to be met
    shape.seed = seed;
    return shape;
}

/// Likewise, with longer jobs, and more lines that get lost or come late: what is planted
/// meets them in few runs.
inline Shape lossy_shape(std::uint64_t seed) {
    auto shape = small_shape(seed);
    shape.boards = {2, 6};
    shape.commits = {3, 8};
    shape.faults.set(Fault::line_lost, 15'000);
    shape.faults.set(Fault::line_delayed, 15'000);
    shape.faults.set(Fault::result_late, 100'000);
    return shape;
}

/// Likewise, where nothing happens but that results come late and differ.
inline Shape flaky_shape(std::uint64_t seed) {
    auto shape = lossy_shape(seed);
    shape.faults = {};
    shape.faults.set(Fault::result_late, 200'000);
    shape.faults.set(Fault::outcome_flaky, 500'000);
    return shape;
}

}  // namespace bm::sim::test
