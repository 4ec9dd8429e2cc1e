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
                 std::string worker_file)
    : process_(runner),
      setup_(std::move(setup)),
      host_(std::move(host)),
      worker_file_(std::move(worker_file)) {}

ports::ProcessSpec Machine::run_there(const std::string& command) const {
    ports::ProcessSpec spec;
    spec.argv = setup_.ssh.run(host_, command);
    spec.environment = environment_for_ssh(setup_.environment);
    spec.directory = "/";
    return spec;
}

void Machine::start(ports::ProcessSpec spec, std::string what, OnStepEnd on_end) {
    const auto step = std::make_shared<Step>(Step{{}, std::move(what), host_});
    spec.keep_going = [step](std::string_view bytes) { return step->answers.feed(bytes); };
    process_.start(std::move(spec),
                   [step, tell = std::move(on_end)](const ProcessEnd& end) { tell(*step, end); });
}

void Machine::look(const machine::Terms& terms,
                   std::function<void(core::Expected<machine::Facts>)> on_end) {
    start(run_there(machine::look_command(terms)), "looking at it",
          [tell = std::move(on_end)](const Step& step, const ProcessEnd& end) {
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
    start(std::move(spec), "sending bm",
          [tell = std::move(on_end)](const Step& step, const ProcessEnd& end) {
              if (!step.answers.complete()) return tell(step.failure(end));
              tell({});
          });
}

void Machine::push(const machine::Push& where, std::function<void(core::Expected<void>)> on_end) {
    start(push_to_machine(setup_, host_, where.directory), "sending the commits",
          [tell = std::move(on_end)](const Step& step, const ProcessEnd& end) {
              const bool good = end.kind == ProcessEnd::Kind::exited && end.code == 0;
              if (!good) return tell(step.failure(end));
              tell({});
          });
}

void Machine::end_worker(const machine::Terms& terms,
                         std::function<void(core::Expected<std::string>)> on_end) {
    auto spec = run_there(machine::end_worker_command(terms));
    spec.limit = protocol::limits::look_limit;
    start(std::move(spec), "ending its worker",
          [tell = std::move(on_end)](const Step& step, const ProcessEnd& end) {
              if (!step.answers.complete()) return tell(step.failure(end));
              tell(core::shown(step.answers.text_of("said")));
          });
}

std::vector<std::string> Machine::worker_command(const machine::Ready& ready, bool debug) const {
    return setup_.ssh.run(host_, machine::worker_command(ready, debug));
}

}  // namespace bm::adapters::ssh
