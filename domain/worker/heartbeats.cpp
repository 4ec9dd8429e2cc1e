// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/heartbeats.hpp"

#include <algorithm>

namespace bm::worker {

void Heartbeats::start(core::Instant now) {
    if (!next_) next_ = now + every_;
}

void Heartbeats::set_pace(core::Duration every, core::Instant now) {
    every_ = every;
    if (next_) next_ = std::min(*next_, now + every);
}

void Heartbeats::tick(const std::vector<protocol::Heartbeat>& beats, Outbox& outbox,
                      core::Instant now) {
    if (!due(now)) return;
    next_ = now + every_;
    if (outbox.full()) return;
    for (const auto& beat : beats) outbox.send(beat);
    if (beats.empty() && outbox.dialect() == protocol::Dialect::bm)
        outbox.send(protocol::Heartbeat{});
}

}  // namespace bm::worker
