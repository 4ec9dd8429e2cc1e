// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/worker/toolchains.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "adapters/process/command_runner.hpp"

namespace bm::app {
namespace {

std::optional<std::string> find_in_path(const std::string& path, std::string_view program) {
    std::size_t begin = 0;
    while (begin <= path.size()) {
        const auto end = std::min(path.find(':', begin), path.size());
        const auto candidate = path.substr(begin, end - begin) + "/" + std::string(program);
        std::error_code ignored;
        if (candidate.starts_with('/') && std::filesystem::is_regular_file(candidate, ignored) &&
            access(candidate.c_str(), X_OK) == 0)
            return candidate;
        begin = end + 1;
    }
    return std::nullopt;
}

std::string value_of(const std::map<std::string, std::string>& environment, const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
}

}  // namespace

toolchain::Machine machine_toolchains(const std::map<std::string, std::string>& environment) {
    toolchain::Machine machine;
    utsname names{};
    if (uname(&names) == 0) machine.arch = names.machine;
    machine.home = value_of(environment, "HOME");
    const auto path = value_of(environment, "PATH");
    machine.in_path = [path](std::string_view program) { return find_in_path(path, program); };
    machine.runs = [path](const std::string& compiler) {
        ports::ProcessSpec spec;
        spec.argv = {compiler, "--version"};
        spec.environment = {{"PATH", path}, {"LC_ALL", "C"}};
        spec.directory = "/";
        spec.limit = core::Duration(10'000);
        const auto end = adapters::process::CommandRunner({"/proc/self/exe", -1}).run(spec);
        return end.kind == ports::ProcessEnd::Kind::exited && end.code == 0;
    };
    return machine;
}

}  // namespace bm::app
