// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/heartbeats.hpp"

#include "domain/protocol/limits.hpp"

namespace bm::worker {

void Heartbeats::start(core::Instant now) {
    if (!next_) next_ = now + protocol::limits::heartbeat_every;
}

void Heartbeats::tick(const std::vector<protocol::Heartbeat>& beats, Outbox& outbox,
                      core::Instant now) {
    if (!next_ || now < *next_) return;
    next_ = now + protocol::limits::heartbeat_every;
    if (outbox.full()) return;
    for (const auto& beat : beats) outbox.send(beat);
    if (beats.empty() && outbox.dialect() == protocol::Dialect::bm)
        outbox.send(protocol::Heartbeat{});
}

}  // namespace bm::worker
