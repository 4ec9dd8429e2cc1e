// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/protocol/message.hpp"
#include "domain/worker/effect.hpp"

namespace bm::worker {

/// Gathers the effects of one event, and knows how much the boss has not read.
class Outbox {
  public:
    void push(Effect effect) { effects_.push_back(std::move(effect)); }
    void send(const protocol::ToBoss& message);
    void send_error(std::string_view what);
    Effects take();

    void set_dialect(protocol::Dialect dialect) { dialect_ = dialect; }
    protocol::Dialect dialect() const { return dialect_; }

    void set_unread(std::size_t bytes) { unread_ = bytes; }
    /// So much is unread that no new build may start and no heartbeat is worth sending.
    bool full() const;

  private:
    Effects effects_;
    std::size_t unread_ = 0;
    protocol::Dialect dialect_ = protocol::Dialect::buildman;
};

}  // namespace bm::worker
