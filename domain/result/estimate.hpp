// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "domain/core/time.hpp"

namespace bm::result {

/// How long the rest takes, told from the builds that ended in the last minute: their mean interval
/// times what remains. A new value at most every 2 s.
class Estimate {
  public:
    void build_ended(core::Instant now, std::int64_t remaining);
    /// nullopt until two builds have ended at different times.
    std::optional<core::Duration> left() const { return left_; }

  private:
    std::deque<core::Instant> ended_;
    std::optional<core::Instant> updated_;
    std::optional<core::Duration> left_;
};

}  // namespace bm::result
