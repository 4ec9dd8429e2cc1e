// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/machine.hpp"

#include <memory>
#include <utility>

#include "domain/core/shown.hpp"
#include "domain/machine/answers.hpp"
#include "domain/machine/commands.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::adapters::ssh {

using ports::ProcessEnd;

/// What a process said that speaks with the machine.
struct Machine::Step {
    machine::AnswerReader answers;
    std::string what;
    std::string host;

    tl::unexpected<core::Error> failure(const ProcessEnd& end) const {
        return tl::unexpected(machine::step_failure(what, host, step_end_of(end), answers));
    }
};

Machine::Machine(ports::ProcessRunner& runner, PushSetup setup, std::string host,
                 std::string worker_file, std::string socket)
    : setup_(std::move(setup)),
      host_(std::move(host)),
      worker_file_(std::move(worker_file)),
      link_(runner, setup_.ssh, host_, environment_for_ssh(setup_.environment), std::move(socket)),
      process_(runner) {}

ports::ProcessSpec Machine::run_there(const std::string& command) const {
    ports::ProcessSpec spec;
    spec.argv = link_.ssh().run(host_, command);
    spec.environment = environment_for_ssh(setup_.environment);
    spec.directory = "/";
    return spec;
}

void Machine::start(std::vector<ports::ProcessSpec> specs, std::string what, OnStepEnd on_end) {
    const auto step = std::make_shared<Step>(Step{{}, std::move(what), host_});
    for (auto& spec : specs)
        spec.keep_going = [step](std::string_view bytes) { return step->answers.feed(bytes); };
    process_.start_each(std::move(specs), [step, tell = std::move(on_end)](const ProcessEnd& end) {
        tell(*step, end);
    });
}

void Machine::abort() {
    process_.abort();
    link_.close();
}

void Machine::when_lost(std::function<void(const std::string& reason)> tell) {
    if (!tell) return link_.when_lost(nullptr);
    link_.when_lost([this, tell = std::move(tell)](const ProcessEnd& end) {
        tell(machine::step_failure("its connection ended", host_, step_end_of(end), {}).message);
    });
}

void Machine::look_there(const machine::Terms& terms, OnStepEnd on_end) {
    const std::string what = "looking at it";
    link_.open([this, what, command = machine::look_command(terms),
                tell = std::move(on_end)](const std::optional<ProcessEnd>& unreachable) {
        if (unreachable) return tell({{}, what, host_}, *unreachable);
        start({run_there(command)}, what, tell);
    });
}

void Machine::look(const machine::Terms& terms,
                   std::function<void(core::Expected<machine::Facts>)> on_end) {
    look_there(terms, [tell = std::move(on_end)](const Step& step, const ProcessEnd& end) {
        auto facts = machine::facts_of(step.answers);
        if (!step.answers.complete()) return tell(step.failure(end));
        if (facts.work_dir.empty())
            return tell(core::fail(core::ErrorKind::refused,
                                   step.what + ": its work directory has no proper name"));
        tell(std::move(facts));
    });
}

void Machine::ship(const machine::Ship& what, std::function<void(core::Expected<void>)> on_end) {
    auto spec = run_there(machine::ship_command(what));
    spec.input = worker_file_;
    start({std::move(spec)}, "sending bm",
          [tell = std::move(on_end)](const Step& step, const ProcessEnd& end) {
              if (!step.answers.complete()) return tell(step.failure(end));
              tell({});
          });
}

void Machine::push(const machine::Push& where, std::function<void(core::Expected<void>)> on_end) {
    auto through_link = setup_;
    through_link.ssh = link_.ssh();
    start(push_to_machine(through_link, host_, where.directory), "sending the commits",
          [tell = std::move(on_end)](const Step& step, const ProcessEnd& end) {
              if (!ended_well(end)) return tell(step.failure(end));
              tell({});
          });
}

void Machine::end_worker(const machine::Terms& terms,
                         std::function<void(core::Expected<std::string>)> on_end) {
    link_.close();  // it may be dead, as the worker may be
    auto spec = run_there(machine::end_worker_command(terms));
    spec.limit = protocol::limits::look_limit;
    start({std::move(spec)}, "ending its worker",
          [tell = std::move(on_end)](const Step& step, const ProcessEnd& end) {
              if (!step.answers.complete()) return tell(step.failure(end));
              tell(core::shown(step.answers.text_of("said")));
          });
}

std::vector<std::string> Machine::worker_command(const machine::Ready& ready, bool debug) const {
    return link_.ssh().run(host_, machine::worker_command(ready, debug));
}

}  // namespace bm::adapters::ssh
