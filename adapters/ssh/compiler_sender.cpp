// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/compiler_sender.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "adapters/ssh/push.hpp"

namespace bm::adapters::ssh {

using ports::ProcessEnd;

namespace {

/// Half a gigabyte where it is sent unpacked, over a slow link.
constexpr core::Duration send_limit{3'600'000};

core::Error failure(const std::string& host, const ProcessEnd& end,
                    const machine::AnswerReader& answers) {
    const auto trouble = machine::step_trouble(host, step_end_of(end), answers);
    return {trouble.kind, trouble.text()};
}

}  // namespace

CompilerSender::CompilerSender(ports::ProcessRunner& runner, Ssh ssh, std::string host,
                               std::map<std::string, std::string> environment, std::string socket)
    : host_(std::move(host)),
      environment_(environment_for_ssh(environment)),
      link_(runner, std::move(ssh), host_, environment_, std::move(socket)),
      process_(runner) {}

void CompilerSender::send(const machine::Install& install, const std::string& archive,
                          std::function<void(core::Expected<std::string>)> on_end) {
    const auto answers = std::make_shared<machine::AnswerReader>();
    link_.open([this, answers, archive, command = machine::install_command(install),
                tell = std::move(on_end)](const std::optional<ProcessEnd>& unreachable) {
        if (unreachable) return tell(tl::unexpected(failure(host_, *unreachable, *answers)));
        ports::ProcessSpec spec;
        spec.argv = link_.ssh().run(host_, command);
        spec.environment = environment_;
        spec.directory = "/";
        spec.input = archive;
        spec.limit = send_limit;
        spec.keep_going = [answers](std::string_view bytes) { return answers->feed(bytes); };
        process_.start(std::move(spec), [this, answers, tell](const ProcessEnd& end) {
            if (!answers->complete()) return tell(tl::unexpected(failure(host_, end, *answers)));
            tell(answers->text_of("compiler"));
        });
    });
}

}  // namespace bm::adapters::ssh
