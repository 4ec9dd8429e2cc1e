// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include "domain/core/time.hpp"

namespace bm::retry {

/// How long a build may run before it counts as hanging and is tried elsewhere. A machine can be
/// ten times slower than the one that built the board before, and a minute says little; a board
/// that was never built may be the largest there is.
inline core::Duration build_limit(std::optional<core::Duration> longest_before) {
    constexpr core::Duration least = std::chrono::minutes{20};
    constexpr core::Duration unknown = std::chrono::hours{6};
    if (!longest_before) return unknown;
    return std::clamp(10 * std::min(*longest_before, unknown), least, unknown);
}

}  // namespace bm::retry
