// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string_view>

#include "ports/event_loop.hpp"

struct uv_loop_s;

namespace bm::adapters::process {

/// Reads a descriptor, which it owns, until its end. Handlers are called from the loop; after
/// on_end, and after destruction, none is.
class Reader {
  public:
    Reader(uv_loop_s* loop, int descriptor, ports::ChannelHandlers handlers);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

  private:
    struct State;
    State* state_;
};

/// Writes to a descriptor, which it owns, without blocking.
class Writer final : public ports::ByteChannel {
  public:
    /// `on_broken` is called once, from the loop, when the other side is gone.
    Writer(uv_loop_s* loop, int descriptor, std::function<void()> on_broken);
    ~Writer() override;
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void write(std::string_view bytes) override;
    std::size_t unwritten() const override;
    void close() override;

  private:
    struct State;
    State* state_;
};

}  // namespace bm::adapters::process
