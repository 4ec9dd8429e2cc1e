// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "domain/core/time.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::worker {

/// Notices a boss that is gone although its link looks alive: once it has pinged, with a blank
/// line, or is known to do so, it must be heard again within limits::boss_silence, or as the
/// settings say.
class Silence {
  public:
    void heard(std::string_view line, core::Instant now) {
        const bool blank = line.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
        pinged_ = pinged_ || blank;
        last_ = now;
    }
    /// The boss is one that pings.
    void expect_pings() { pinged_ = true; }
    std::optional<core::Instant> deadline() const {
        if (!pinged_) return std::nullopt;
        return last_ + longest_;
    }
    bool broken(core::Instant now) const { return pinged_ && now >= *deadline(); }

    void set_longest(core::Duration longest) { longest_ = longest; }

  private:
    core::Duration longest_ = protocol::limits::boss_silence;
    bool pinged_ = false;
    core::Instant last_;
};

}  // namespace bm::worker
