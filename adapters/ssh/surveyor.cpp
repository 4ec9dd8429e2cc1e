// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/surveyor.hpp"

#include <memory>

#include "adapters/ssh/push.hpp"
#include "domain/machine/commands.hpp"

namespace bm::adapters::ssh {

using ports::ProcessEnd;

void Surveyor::survey(const machine::Terms& terms, const std::vector<std::string>& compilers,
                      core::Duration limit,
                      std::function<void(machine::Judged<machine::Survey>)> on_end) {
    const auto answers = std::make_shared<machine::AnswerReader>();
    const auto command = machine::survey_command(terms, compilers);
    ports::ProcessSpec spec;
    spec.argv =
        ssh_ ? ssh_->run(terms.host, command) : std::vector<std::string>{"/bin/sh", "-c", command};
    spec.environment = environment_for_ssh(environment_);
    spec.directory = "/";
    spec.limit = limit;
    spec.keep_going = [answers](std::string_view bytes) { return answers->feed(bytes); };
    process_.start(std::move(spec), [answers, limit, host = terms.host,
                                     tell = std::move(on_end)](const ProcessEnd& end) {
        if (answers->complete()) return tell(machine::survey_of(*answers));
        if (end.kind == ProcessEnd::Kind::limit)
            return tell(tl::unexpected(machine::silence(host, limit, *answers)));
        tell(tl::unexpected(machine::step_trouble(host, step_end_of(end), *answers)));
    });
}

}  // namespace bm::adapters::ssh
