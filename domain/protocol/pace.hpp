// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>

#include "domain/core/time.hpp"
#include "domain/protocol/limits.hpp"
#include "domain/protocol/message.hpp"

namespace bm::protocol {

/// How often both sides give signs of life, and how long silence counts as none. Three signs fit
/// into a worker's silence, so that one that is late costs nothing.
struct Pace {
    core::Duration heartbeat_every = limits::heartbeat_every;
    core::Duration ping_every = limits::boss_ping_every;
    core::Duration worker_silence = limits::worker_silence;
    core::Duration boss_silence = limits::boss_silence;

    friend bool operator==(const Pace&, const Pace&) = default;
};

/// As `silence` asks for; the numbers of limits.hpp without it.
inline Pace pace_of(const Settings& settings) {
    if (settings.silence_s <= 0) return {};
    const core::Duration silence = std::chrono::seconds{settings.silence_s};
    return {silence / 3, silence / 3, silence, 4 * silence};
}

}  // namespace bm::protocol
