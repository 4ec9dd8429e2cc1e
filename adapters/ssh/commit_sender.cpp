// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/commit_sender.hpp"

#include <utility>

#include "domain/core/shown.hpp"
#include "domain/machine/answers.hpp"
#include "domain/machine/foreign_refs.hpp"
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
    start(
        list_refs(setup_, repository),
        [this, repository, on_end](const std::string& refs) {
            const auto theirs = machine::foreign_ref(refs);
            if (theirs.empty()) return push(repository, on_end);
            on_end(core::fail(core::ErrorKind::refused,
                              core::shown(repository) + " has a " + core::shown(theirs) +
                                  " of its own: name a directory that is bm's alone"));
        },
        on_end);
}

void CommitSender::push(const std::string& repository, const OnEnd& on_end) {
    auto point = point_head_at_tip(setup_, repository);
    start(
        push_to_repository(setup_, repository),
        [this, on_end, head = std::move(point)](const std::string&) {
            if (!head) return on_end({});
            start(
                *head, [on_end](const std::string&) { on_end({}); }, on_end);
        },
        on_end);
}

void CommitSender::start(ports::ProcessSpec spec, std::function<void(const std::string&)> on_good,
                         OnEnd on_end) {
    const auto step = std::make_shared<Step>();
    step_ = step;
    spec.limit = protocol::limits::push_limit;
    step->ticket = runner_.start(std::move(spec), [this, step, good = std::move(on_good),
                                                   tell = std::move(on_end)](ProcessEnd end) {
        if (!step->wanted) return;
        step_ = nullptr;
        if (end.kind == ProcessEnd::Kind::exited && end.code == 0) return good(end.out);
        machine::StepEnd ended{std::nullopt, end.problem, end.err};
        if (end.kind == ProcessEnd::Kind::exited) ended.status = end.code;
        tell(tl::unexpected(machine::step_failure("git", "there", ended, {})));
    });
}

}  // namespace bm::adapters::ssh
