// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "domain/boss/session.hpp"
#include "domain/protocol/codec.hpp"

namespace bm::boss::test {

using namespace std::chrono_literals;

inline protocol::Frame frame_of(const protocol::ToBoss& message) {
    return protocol::Line{protocol::encode(message, protocol::Dialect::bm).substr(4)};
}

inline protocol::Ready ready(std::int64_t slots = 2) {
    return {slots, slots, 1, {"lease", "spool"}};
}

inline protocol::BuildResult result_of(const std::string& board, std::int64_t commit,
                                       std::int64_t lease, std::int64_t code = 0) {
    protocol::BuildResult result;
    result.board = board;
    result.commit_upto = commit;
    result.return_code = code;
    result.lease = lease;
    result.cause = protocol::Cause::make;
    return result;
}

/// A session with a worker that the test plays.
class Talk {
  public:
    explicit Talk(Terms terms = {{}, {}, {"lease"}, {std::string(40, 'a')}})
        : session(std::make_shared<const Terms>(std::move(terms)), now) {}

    void happen(const SessionEvent& event) {
        for (const auto& effect : session.handle(event, now)) effects.push_back(effect);
    }
    void hear(const protocol::ToBoss& message) { happen(FrameArrived{frame_of(message)}); }
    void hear_line(const std::string& text) { happen(FrameArrived{protocol::Line{text}}); }

    /// Time goes by; the worker says only what keeps it alive.
    void pass(core::Duration time, bool with_heartbeats = false) {
        const auto end = now + time;
        while (now < end) {
            now += 1s;
            if (with_heartbeats && now.time_since_epoch() % 10s == 0s) hear(protocol::Heartbeat{});
            happen(Tick{});
        }
    }

    void bring_to_feeding(std::int64_t slots = 2) {
        hear(ready(slots));
        hear(protocol::ConfigureDone{});
        hear(protocol::BuildPrepareDone{});
        effects.clear();
    }

    void give(std::int64_t lease, std::vector<core::CommitId> commits, bool alone = false,
              core::Duration limit = {}) {
        happen(Give{{core::LeaseId{lease},
                     core::BoardId{7},
                     "qemu_arm",
                     "arm",
                     {},
                     {},
                     commits,
                     alone,
                     limit}});
    }

    template <class T>
    std::vector<T> all() const {
        std::vector<T> result;
        for (const auto& effect : effects)
            if (const auto* it = std::get_if<T>(&effect)) result.push_back(*it);
        return result;
    }

    std::vector<std::string> sent() const {
        std::vector<std::string> result;
        for (const auto& line : all<SendLine>()) result.push_back(line.text);
        return result;
    }

    core::Instant now{1h};
    Session session;
    SessionEffects effects;
};

inline std::vector<core::CommitId> commits(std::initializer_list<std::int64_t> numbers) {
    std::vector<core::CommitId> result;
    for (const auto number : numbers) result.push_back({number});
    return result;
}

}  // namespace bm::boss::test
