// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>

#include "ports/event_loop.hpp"

struct uv_loop_s;

namespace bm::adapters::loop {

/// The event loop over libuv. One per process; made, run and destroyed on one thread. Everything
/// that uses handle() is destroyed before it.
class UvLoop final : public ports::EventLoop {
  public:
    UvLoop();
    ~UvLoop() override;
    UvLoop(const UvLoop&) = delete;
    UvLoop& operator=(const UvLoop&) = delete;

    core::Instant now() const override;
    void set_deadline(std::optional<core::Instant> when, std::function<void()> wake) override;
    void background(std::function<void()> work, std::function<void()> done) override;
    void on_signal(int number, std::function<void()> handler) override;
    void run() override;
    void stop() override;

    uv_loop_s* handle();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace bm::adapters::loop
