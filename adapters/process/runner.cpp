// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/process/runner.hpp"

#include <sys/socket.h>
#include <uv.h>

#include <utility>

#include "adapters/process/stream.hpp"

namespace bm::adapters::process {
namespace {

using ports::ProcessEnd;

/// A timer of one shot that outlives its owner just long enough for libuv.
class OneShot {
  public:
    OneShot(uv_loop_s* loop, core::Duration after, std::function<void()> action)
        : state_(new State{{}, std::move(action)}) {
        uv_timer_init(loop, &state_->timer);
        state_->timer.data = state_;
        uv_timer_start(
            &state_->timer,
            [](uv_timer_t* t) {
                const auto call = static_cast<State*>(t->data)->action;
                if (call) call();
            },
            static_cast<std::uint64_t>(std::max<core::Duration::rep>(0, after.count())), 0);
    }
    ~OneShot() {
        state_->action = nullptr;
        uv_close(reinterpret_cast<uv_handle_t*>(&state_->timer),
                 [](uv_handle_t* h) { delete static_cast<State*>(h->data); });
    }
    OneShot(const OneShot&) = delete;
    OneShot& operator=(const OneShot&) = delete;

  private:
    struct State {
        uv_timer_t timer;
        std::function<void()> action;
    };
    State* state_;
};

}  // namespace

struct Runner::Running {
    Running(ports::ProcessSpec what, std::function<void(ProcessEnd)> tell)
        : spec(std::move(what)), on_end(std::move(tell)), end(spec) {}

    void stop(ProcessEnd::Kind reason) {
        end.we_killed(reason);
        if (control_descriptor >= 0) send(control_descriptor, "k", 1, MSG_NOSIGNAL);
    }

    ports::ProcessSpec spec;
    std::function<void(ProcessEnd)> on_end;
    EndOfProcess end;
    pid_t guard = -1;
    int control_descriptor = -1;  ///< owned by `control`
    bool silent = true;           ///< the guard has not said how it ended
    int open_streams = 3;
    std::unique_ptr<Reader> out, err, control;
    std::unique_ptr<OneShot> limit;
};

Runner::Runner(uv_loop_s* loop, GuardSettings settings)
    : loop_(loop), settings_(std::move(settings)) {}

Runner::~Runner() = default;

ports::ProcessTicket Runner::start(ports::ProcessSpec spec,
                                   std::function<void(ProcessEnd)> on_end) {
    const auto ticket = next_++;
    auto& running =
        *running_.emplace(ticket, std::make_unique<Running>(std::move(spec), std::move(on_end)))
             .first->second;
    auto started = start_guarded(settings_, running.spec);
    if (!started) {
        // Told from the loop, as every end is.
        running.limit = std::make_unique<OneShot>(
            loop_, core::Duration{0}, [this, ticket, why = started.error().message] {
                const auto ended = std::move(running_.at(ticket));
                running_.erase(ticket);
                ended->on_end({ProcessEnd::Kind::not_started, 0, {}, {}, why});
            });
        return ticket;
    }
    running.guard = started->pid;
    running.control_descriptor = started->control.get();
    const auto closed = [this, ticket] {
        auto& one = *running_.at(ticket);
        if (--one.open_streams == 0) finish(ticket);
    };
    running.out = std::make_unique<Reader>(
        loop_, started->out.release(),
        ports::ChannelHandlers{[&running](std::string_view bytes) {
                                   running.end.feed_out(bytes);
                                   if (running.spec.keep_going && !running.spec.keep_going(bytes))
                                       running.stop(ProcessEnd::Kind::stopped);
                               },
                               closed});
    running.err = std::make_unique<Reader>(
        loop_, started->err.release(),
        ports::ChannelHandlers{[&running](std::string_view bytes) { running.end.feed_err(bytes); },
                               closed});
    running.control = std::make_unique<Reader>(
        loop_, started->control.release(),
        ports::ChannelHandlers{[&running](std::string_view bytes) {
                                   running.silent = false;
                                   running.end.feed_control(bytes);
                               },
                               [&running, closed] {
                                   running.control_descriptor = -1;
                                   clear_up_after(running.guard, running.silent);
                                   closed();
                               }});
    if (running.spec.limit)
        running.limit = std::make_unique<OneShot>(
            loop_, *running.spec.limit, [&running] { running.stop(ProcessEnd::Kind::limit); });
    return ticket;
}

void Runner::finish(ports::ProcessTicket ticket) {
    const auto ended = std::move(running_.at(ticket));
    running_.erase(ticket);
    auto end = ended->end.take(ended->spec);
    const auto tell = std::move(ended->on_end);
    tell(std::move(end));
}

void Runner::kill(ports::ProcessTicket ticket) {
    const auto found = running_.find(ticket);
    if (found != running_.end()) found->second->stop(ProcessEnd::Kind::cancelled);
}

}  // namespace bm::adapters::process
