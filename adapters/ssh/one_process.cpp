// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/one_process.hpp"

#include <string>
#include <utility>

namespace bm::adapters::ssh {

using ports::ProcessEnd;

void OneProcess::abort() {
    const auto running = std::exchange(running_, nullptr);
    if (!running) return;
    running->wanted = false;
    runner_.kill(running->ticket);
}

void OneProcess::start(ports::ProcessSpec spec, std::function<void(const ProcessEnd&)> on_end) {
    abort();
    const auto running = std::make_shared<Running>();
    running_ = running;
    running->ticket = runner_.start(
        std::move(spec), [this, running, tell = std::move(on_end)](const ProcessEnd& end) {
            if (!running->wanted) return;
            running_ = nullptr;
            tell(end);
        });
}

void OneProcess::start_each(std::vector<ports::ProcessSpec> specs,
                            std::function<void(const ProcessEnd&)> on_end) {
    auto first = std::move(specs.front());
    specs.erase(specs.begin());
    start(std::move(first),
          [this, rest = std::move(specs), tell = std::move(on_end)](const ProcessEnd& end) {
              if (rest.empty() || !ended_well(end)) return tell(end);
              start_each(rest, tell);
          });
}

bool ended_well(const ProcessEnd& end) {
    return end.kind == ProcessEnd::Kind::exited && end.code == 0;
}

machine::StepEnd step_end_of(const ProcessEnd& end) {
    machine::StepEnd ended{std::nullopt, end.problem, end.err};
    if (end.kind == ProcessEnd::Kind::exited) ended.status = end.code;
    if (end.kind == ProcessEnd::Kind::signalled)
        ended.how = "ended by signal " + std::to_string(end.code);
    if (end.kind == ProcessEnd::Kind::stopped)
        ended.how = "the login shell there prints without end";
    if (end.kind == ProcessEnd::Kind::limit) ended.how = "took too long";
    return ended;
}

}  // namespace bm::adapters::ssh
