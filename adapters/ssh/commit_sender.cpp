// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/commit_sender.hpp"

#include <utility>

#include "domain/machine/answers.hpp"
#include "domain/machine/owner.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::adapters::ssh {

using ports::ProcessEnd;

namespace {

/// What ssh is given to reach a repository that git reaches by it: `host` of host:path,
/// `ssh://host:22` of ssh://host:22/path.
std::string host_of(const std::string& repository) {
    const std::string_view scheme = "ssh://";
    if (repository.starts_with(scheme))
        return repository.substr(0, repository.find('/', scheme.size()));
    return repository.substr(0, repository.find(':'));
}

}  // namespace

void CommitSender::send(const std::string& repository,
                        std::function<void(core::Expected<void>)> on_end) {
    start(
        {list_refs(setup_, repository)},
        [this, repository, on_end](const std::string& refs) {
            const auto ours = machine::check_owner(repository, refs);
            if (!ours) return on_end(ours);
            push(repository, on_end);
        },
        on_end, host_of(repository));
}

void CommitSender::push(const std::string& repository, const OnEnd& on_end) {
    auto point = point_head_at_tip(setup_, repository);
    start(
        push_to_repository(setup_, repository),
        [this, on_end, head = std::move(point)](const std::string&) {
            if (!head) return on_end({});
            start(
                {*head}, [on_end](const std::string&) { on_end({}); }, on_end, "this machine");
        },
        on_end, host_of(repository));
}

void CommitSender::start(std::vector<ports::ProcessSpec> specs,
                         std::function<void(const std::string&)> on_good, OnEnd on_end,
                         const std::string& host) {
    for (auto& spec : specs) spec.limit = protocol::limits::push_limit;
    process_.start_each(std::move(specs), [host, good = std::move(on_good),
                                           tell = std::move(on_end)](const ProcessEnd& end) {
        if (ended_well(end)) return good(end.out);
        tell(tl::unexpected(machine::step_failure("git", host, step_end_of(end), {})));
    });
}

}  // namespace bm::adapters::ssh
