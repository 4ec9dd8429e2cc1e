// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

#include "domain/schedule/queue.hpp"

namespace bm::schedule::test {

inline constexpr core::Instant now{core::Duration{3'600'000}};

/// A board from one position to another, both included.
inline Job job(std::int64_t board, std::int64_t first, std::int64_t last) {
    Job result{core::BoardId{board}, {}};
    for (auto commit = first; commit <= last; ++commit) result.commits.push_back({commit});
    return result;
}

}  // namespace bm::schedule::test
