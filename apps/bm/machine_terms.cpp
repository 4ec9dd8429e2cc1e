// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/machine_terms.hpp"

#include <sys/utsname.h>

#include <cstdint>

#include "adapters/artefacts/source.hpp"

namespace bm::app {

std::optional<machine::Executable> executable_of(const std::filesystem::path& file) {
    if (file.empty()) return std::nullopt;
    adapters::artefacts::Source source;
    const auto listed = source.list(file.parent_path().string(), {file.filename().string()});
    utsname names{};
    if (!listed || ::uname(&names) != 0) return std::nullopt;
    const auto& found = listed->front();
    return machine::Executable{found.sha256, static_cast<std::uint64_t>(found.size), names.sysname,
                               names.machine};
}

core::Expected<adapters::ssh::Ssh> ssh_of(const std::string& command) {
    const auto words = settings::split_command(command);
    if (!words)
        return core::fail(core::ErrorKind::usage, "--ssh-command: " + words.error().message);
    return words->empty() ? adapters::ssh::Ssh() : adapters::ssh::Ssh(*words);
}

machine::Terms terms_of(const settings::Machine& machine) {
    machine::Terms terms;
    terms.name = machine.name;
    terms.host = machine.host;
    terms.work_dir = machine.work_dir;
    terms.bm_path = machine.bm_path;
    terms.limits = machine.limits;
    terms.max_boards = machine.max_boards;
    return terms;
}

}  // namespace bm::app
