// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/commit_sender.hpp"

#include <utility>

#include "domain/core/shown.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::adapters::ssh {

using ports::ProcessEnd;

/// Lives as long as its process may still speak; who aborted it is told no more.
struct CommitSender::Step {
    ports::ProcessTicket ticket = 0;
    bool wanted = true;
};

void CommitSender::abort() {
    const auto step = std::exchange(step_, nullptr);
    if (!step) return;
    step->wanted = false;
    runner_.kill(step->ticket);
}

void CommitSender::send(const std::string& repository,
                        std::function<void(core::Expected<void>)> on_end) {
    abort();
    auto point = point_head_at_tip(setup_, repository);
    start(
        push_to_repository(setup_, repository),
        [this, on_end, head = std::move(point)] {
            if (!head) return on_end({});
            start(
                *head, [on_end] { on_end({}); }, on_end);
        },
        on_end);
}

void CommitSender::start(ports::ProcessSpec spec, std::function<void()> on_good,
                         std::function<void(core::Expected<void>)> on_end) {
    const auto step = std::make_shared<Step>();
    step_ = step;
    spec.limit = protocol::limits::push_limit;
    step->ticket = runner_.start(std::move(spec), [this, step, good = std::move(on_good),
                                                   tell = std::move(on_end)](ProcessEnd end) {
        if (!step->wanted) return;
        step_ = nullptr;
        if (end.kind == ProcessEnd::Kind::exited && end.code == 0) return good();
        auto said = core::first_line(end.err);
        if (said.empty()) said = end.problem;
        if (said.empty()) said = "git ended with " + std::to_string(end.code);
        tell(core::fail(core::ErrorKind::environment, core::shown(said)));
    });
}

}  // namespace bm::adapters::ssh
