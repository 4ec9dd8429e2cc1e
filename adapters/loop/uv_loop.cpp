// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/loop/uv_loop.hpp"

#include <uv.h>

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

namespace bm::adapters::loop {
namespace {

/// Slots and a few questions to git at once; libuv's own default of four would make slots wait.
constexpr auto background_threads = "64";

core::Instant instant_of(const uv_loop_t* loop) {
    return core::Instant(core::Duration(static_cast<core::Duration::rep>(uv_now(loop))));
}

struct BackgroundJob {
    uv_work_t request{};
    std::function<void()> work;
    std::function<void()> done;
};

struct SignalWatch {
    uv_signal_t handle{};
    std::function<void()> handler;
};

uv_handle_t* as_handle(auto* handle) { return reinterpret_cast<uv_handle_t*>(handle); }

}  // namespace

struct UvLoop::State {
    uv_loop_t loop{};
    uv_timer_t timer{};
    std::function<void()> wake;
    std::vector<std::unique_ptr<SignalWatch>> signals;
};

UvLoop::UvLoop() : state_(std::make_unique<State>()) {
    setenv("UV_THREADPOOL_SIZE", background_threads, 0);
    uv_loop_init(&state_->loop);
    uv_timer_init(&state_->loop, &state_->timer);
    state_->timer.data = state_.get();
}

UvLoop::~UvLoop() {
    uv_close(as_handle(&state_->timer), nullptr);
    for (auto& watch : state_->signals) uv_close(as_handle(&watch->handle), nullptr);
    // After a stop() that no run() has seen, the first of these returns with handles still open.
    while (uv_run(&state_->loop, UV_RUN_DEFAULT) != 0) {
    }
    uv_loop_close(&state_->loop);
}

uv_loop_s* UvLoop::handle() { return &state_->loop; }

core::Instant UvLoop::now() const {
    uv_update_time(&state_->loop);
    return instant_of(&state_->loop);
}

void UvLoop::set_deadline(std::optional<core::Instant> when, std::function<void()> wake) {
    state_->wake = std::move(wake);
    if (!when) {
        uv_timer_stop(&state_->timer);
        return;
    }
    const auto wait = std::max<core::Duration::rep>(0, (*when - now()).count());
    uv_timer_start(
        &state_->timer,
        [](uv_timer_t* timer) {
            // Copied: what it does may set the next deadline.
            const auto action = static_cast<State*>(timer->data)->wake;
            if (action) action();
        },
        static_cast<std::uint64_t>(wait), 0);
}

void UvLoop::background(std::function<void()> work, std::function<void()> done) {
    auto job = std::make_unique<BackgroundJob>();
    job->work = std::move(work);
    job->done = std::move(done);
    job->request.data = job.get();
    const auto run = [](uv_work_t* request) { static_cast<BackgroundJob*>(request->data)->work(); };
    const auto finish = [](uv_work_t* request, int) {
        const std::unique_ptr<BackgroundJob> ended(static_cast<BackgroundJob*>(request->data));
        ended->done();
    };
    uv_queue_work(&state_->loop, &job.release()->request, run, finish);
}

void UvLoop::on_signal(int number, std::function<void()> handler) {
    auto watch = std::make_unique<SignalWatch>();
    watch->handler = std::move(handler);
    uv_signal_init(&state_->loop, &watch->handle);
    watch->handle.data = watch.get();
    uv_signal_start(
        &watch->handle,
        [](uv_signal_t* handle, int) { static_cast<SignalWatch*>(handle->data)->handler(); },
        number);
    uv_unref(as_handle(&watch->handle));
    state_->signals.push_back(std::move(watch));
}

void UvLoop::run() { uv_run(&state_->loop, UV_RUN_DEFAULT); }

void UvLoop::stop() { uv_stop(&state_->loop); }

}  // namespace bm::adapters::loop
