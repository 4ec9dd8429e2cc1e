// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "domain/core/time.hpp"
#include "domain/protocol/limits.hpp"
#include "domain/protocol/message.hpp"
#include "domain/worker/outbox.hpp"

namespace bm::worker {

/// The rounds of heartbeats: each in the pace of the session one for each slot at work; in the bm
/// dialect one with neither board nor lease when all are idle.
class Heartbeats {
  public:
    void start(core::Instant now);
    void set_pace(core::Duration every, core::Instant now);
    /// Sends a round when it is time, however late it has become; nothing while the boss does not
    /// read.
    void tick(const std::vector<protocol::Heartbeat>& beats, Outbox& outbox, core::Instant now);
    bool due(core::Instant now) const { return next_ && now >= *next_; }
    std::optional<core::Instant> deadline() const { return next_; }

  private:
    std::optional<core::Instant> next_;
    core::Duration every_ = protocol::limits::heartbeat_every;
};

}  // namespace bm::worker
