// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/process/command_runner.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <optional>

namespace bm::adapters::process {
namespace {

using Clock = std::chrono::steady_clock;
using ports::ProcessEnd;

/// Reads once what is there; closes the descriptor at its end. What was read, or nothing.
std::string_view read_some(Descriptor& source, char* buffer, std::size_t size) {
    const auto count = read(source.get(), buffer, size);
    if (count > 0) return {buffer, static_cast<std::size_t>(count)};
    source.reset();
    return {};
}

int remaining(const std::optional<Clock::time_point>& deadline) {
    if (!deadline) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now());
    return left.count() < 0 ? 0 : static_cast<int>(std::min<long long>(left.count(), 1'000'000));
}

}  // namespace

ProcessEnd CommandRunner::run(const ports::ProcessSpec& spec) {
    auto started = start_guarded(settings_, spec);
    if (!started) return {ProcessEnd::Kind::not_started, 0, {}, {}, started.error().message};
    auto& process = *started;
    EndOfProcess end(spec);
    std::optional<Clock::time_point> deadline;
    if (spec.limit) deadline = Clock::now() + *spec.limit;
    const auto stop = [&](ProcessEnd::Kind reason) {
        end.we_killed(reason);
        send(process.control.get(), "k", 1, MSG_NOSIGNAL);
        deadline.reset();
    };
    char buffer[65536];
    bool silent = true;
    while (process.out.get() >= 0 || process.err.get() >= 0 || process.control.get() >= 0) {
        pollfd sources[] = {{process.out.get(), POLLIN, 0},
                            {process.err.get(), POLLIN, 0},
                            {process.control.get(), POLLIN, 0}};
        const int ready = poll(sources, 3, remaining(deadline));
        if (ready == 0) stop(ProcessEnd::Kind::limit);
        if (ready <= 0) continue;
        if (sources[0].revents) {
            const auto bytes = read_some(process.out, buffer, sizeof buffer);
            end.feed_out(bytes);
            if (!bytes.empty() && spec.keep_going && !spec.keep_going(bytes))
                stop(ProcessEnd::Kind::stopped);
        }
        if (sources[1].revents) end.feed_err(read_some(process.err, buffer, sizeof buffer));
        if (sources[2].revents) {
            const auto bytes = read_some(process.control, buffer, sizeof buffer);
            silent = silent && bytes.empty();
            end.feed_control(bytes);
            if (process.control.get() < 0) clear_up_after(process.pid, silent);
        }
    }
    return end.take(spec);
}

}  // namespace bm::adapters::process
