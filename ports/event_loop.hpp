// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

#include "domain/core/time.hpp"

namespace bm::ports {

/// A byte stream to somebody else: the boss's stdio, a worker's pipes.
class ByteChannel {
  public:
    virtual ~ByteChannel() = default;
    /// Queues all bytes; never blocks. A broken pipe is reported once through on_end.
    virtual void write(std::string_view bytes) = 0;
    /// Bytes queued and not yet taken by the other side.
    virtual std::size_t unwritten() const = 0;
    /// Ends our side once what is queued is written. Safe to call twice.
    virtual void close() = 0;
};

/// What the owner of a channel is told, always from the loop.
struct ChannelHandlers {
    std::function<void(std::string_view)> on_bytes;
    std::function<void()> on_end;  ///< once: the other side closed, or writing failed
};

/// The one loop of a process. Everything but background work runs on the thread that calls run().
class EventLoop {
  public:
    virtual ~EventLoop() = default;
    virtual core::Instant now() const = 0;
    /// Calls `wake` at `when`, replacing an earlier deadline; nullopt: no deadline.
    virtual void set_deadline(std::optional<core::Instant> when, std::function<void()> wake) = 0;
    /// Runs `work` on another thread, then `done` on the loop.
    virtual void background(std::function<void()> work, std::function<void()> done) = 0;
    /// From now on the signal is reported instead of ending the process.
    virtual void on_signal(int number, std::function<void()> handler) = 0;
    /// Until stop() is called.
    virtual void run() = 0;
    virtual void stop() = 0;
};

}  // namespace bm::ports
