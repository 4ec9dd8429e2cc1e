// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/process/stream.hpp"

#include <fcntl.h>
#include <sys/epoll.h>
#include <unistd.h>
#include <uv.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace bm::adapters::process {
namespace {

/// Regular files and /dev/null cannot be waited for.
bool can_be_polled(int descriptor) {
    const int poller = epoll_create1(EPOLL_CLOEXEC);
    epoll_event event{};
    const bool yes = epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event) == 0 || errno != EPERM;
    ::close(poller);
    return yes;
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(descriptor, bytes.data(), bytes.size());
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// A descriptor that gives the same bytes and can be waited for; a thread carries them over.
int as_pollable(int descriptor) {
    int both[2];
    if (can_be_polled(descriptor) || pipe2(both, O_CLOEXEC) != 0) return descriptor;
    std::thread([descriptor, to = both[1]] {
        char buffer[65536];
        ssize_t count = 0;
        while ((count = ::read(descriptor, buffer, sizeof buffer)) > 0)
            if (!write_all(to, {buffer, static_cast<std::size_t>(count)})) break;
        ::close(to);
        ::close(descriptor);
    }).detach();
    return both[0];
}

/// A pipe, socket or terminal as libuv's stream.
struct Stream {
    uv_pipe_t pipe{};
    bool closing = false;

    uv_stream_t* stream() { return reinterpret_cast<uv_stream_t*>(&pipe); }
    uv_handle_t* handle() { return reinterpret_cast<uv_handle_t*>(&pipe); }
};

}  // namespace

// ---- reading

struct Reader::State : Stream {
    ports::ChannelHandlers handlers;
    std::array<char, 65536> buffer{};

    void end() {
        if (closing) return;
        closing = true;
        uv_close(handle(), [](uv_handle_t* h) {
            auto* self = static_cast<State*>(h->data);
            const auto tell = std::move(self->handlers.on_end);
            self->ended = true;
            if (self->abandoned)
                delete self;
            else if (tell)
                tell();
        });
    }

    bool ended = false;      ///< libuv is done with it
    bool abandoned = false;  ///< its owner is gone
};

Reader::Reader(uv_loop_s* loop, int descriptor, ports::ChannelHandlers handlers)
    : state_(new State) {
    state_->handlers = std::move(handlers);
    uv_pipe_init(loop, &state_->pipe, 0);
    state_->pipe.data = state_;
    uv_pipe_open(&state_->pipe, as_pollable(descriptor));
    const auto place = [](uv_handle_t* h, std::size_t, uv_buf_t* buffer) {
        auto& space = static_cast<State*>(h->data)->buffer;
        *buffer = uv_buf_init(space.data(), static_cast<unsigned>(space.size()));
    };
    const auto take = [](uv_stream_t* s, ssize_t count, const uv_buf_t* buffer) {
        auto* self = static_cast<State*>(s->data);
        if (count < 0) return self->end();
        if (count > 0 && self->handlers.on_bytes)
            self->handlers.on_bytes({buffer->base, static_cast<std::size_t>(count)});
    };
    if (uv_read_start(state_->stream(), place, take) != 0) state_->end();
}

Reader::~Reader() {
    state_->handlers = {};
    state_->abandoned = true;
    if (state_->ended)
        delete state_;
    else
        state_->end();
}

// ---- writing

struct Writer::State : Stream {
    std::function<void()> on_broken;
    int file = -1;  ///< written at once: it cannot be waited for
    std::size_t unwritten = 0;
    bool done = false;       ///< close() was called: ends when nothing is left to write
    bool ended = false;      ///< libuv is done with it
    bool abandoned = false;  ///< its owner is gone

    void end() {
        if (closing) return;
        closing = true;
        if (file >= 0) ::close(file);
        uv_close(handle(), [](uv_handle_t* h) {
            auto* self = static_cast<State*>(h->data);
            self->ended = true;
            if (self->abandoned) delete self;
        });
    }

    void broken() {
        const auto tell = std::exchange(on_broken, nullptr);
        end();
        if (tell) tell();
    }
};

namespace {

struct WriteRequest {
    uv_write_t request{};
    std::string bytes;
};

}  // namespace

Writer::Writer(uv_loop_s* loop, int descriptor, std::function<void()> on_broken)
    : state_(new State) {
    state_->on_broken = std::move(on_broken);
    uv_pipe_init(loop, &state_->pipe, 0);
    state_->pipe.data = state_;
    if (can_be_polled(descriptor))
        uv_pipe_open(&state_->pipe, descriptor);
    else
        state_->file = descriptor;
}

Writer::~Writer() {
    state_->on_broken = nullptr;
    state_->abandoned = true;
    if (state_->ended)
        delete state_;
    else
        state_->end();
}

void Writer::write(std::string_view bytes) {
    if (state_->closing || state_->done || bytes.empty()) return;
    if (state_->file >= 0) {
        if (!write_all(state_->file, bytes)) state_->broken();
        return;
    }
    auto request = std::make_unique<WriteRequest>();
    request->bytes = bytes;
    auto buffer = uv_buf_init(request->bytes.data(), static_cast<unsigned>(request->bytes.size()));
    state_->unwritten += bytes.size();
    auto* raw = request.release();
    const auto written = [](uv_write_t* r, int status) {
        const std::unique_ptr<WriteRequest> ended(reinterpret_cast<WriteRequest*>(r));
        auto* self = static_cast<State*>(r->handle->data);
        self->unwritten -= ended->bytes.size();
        if (status < 0 && !self->closing) return self->broken();
        if (self->done && self->unwritten == 0) self->end();
    };
    if (uv_write(&raw->request, state_->stream(), &buffer, 1, written) != 0) {
        state_->unwritten -= raw->bytes.size();
        delete raw;
        state_->broken();
    }
}

std::size_t Writer::unwritten() const { return state_->unwritten; }

void Writer::close() {
    state_->done = true;
    if (state_->unwritten == 0) state_->end();
}

}  // namespace bm::adapters::process
