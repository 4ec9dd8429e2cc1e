// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/worker/toolchains.hpp"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "adapters/process/command_runner.hpp"
#include "apps/bm/worker/machine.hpp"
#include "domain/toolchain/candidates.hpp"

namespace bm::app {
namespace {

/// Of a call of a compiler that is asked what it is.
constexpr core::Duration call_limit{5'000};

}  // namespace

namespace {

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> found;
    std::error_code problem;
    for (std::filesystem::directory_iterator at(folder, problem), end; !problem && at != end;
         at.increment(problem))
        found.push_back(at->path().filename().string());
    std::ranges::sort(found, [](const auto& one, const auto& other) {
        const int age = toolchain::compare_versions(one, other);
        return age != 0 ? age > 0 : one < other;
    });
    return found;
}

/// Below <folder>/<version>/<target>/bin.
std::vector<std::string> fetched_programs(const std::string& folder, std::string_view program) {
    std::vector<std::string> found;
    for (const auto& version : names_in(folder)) {
        if (version.starts_with('.')) continue;  // not in its place yet
        for (const auto& target : names_in(folder + "/" + version)) {
            const auto path =
                folder + "/" + version + "/" + target + "/bin/" + std::string(program);
            if (is_program(path)) found.push_back(path);
        }
    }
    return found;
}

}  // namespace

bool is_program(const std::string& path) {
    std::error_code ignored;
    return path.starts_with('/') && std::filesystem::is_regular_file(path, ignored) &&
           access(path.c_str(), X_OK) == 0;
}

std::vector<std::string> programs_in_path(const std::string& path, std::string_view program) {
    std::vector<std::string> found;
    for (std::size_t begin = 0; begin <= path.size();) {
        const auto end = std::min(path.find(':', begin), path.size());
        const auto candidate = path.substr(begin, end - begin) + "/" + std::string(program);
        if (is_program(candidate) && std::ranges::find(found, candidate) == found.end())
            found.push_back(candidate);
        begin = end + 1;
    }
    return found;
}

toolchain::Call call_compiler(const std::string& compiler, const std::string& option,
                              const std::string& path, const std::string& guard) {
    ports::ProcessSpec spec;
    spec.argv = {compiler, option};
    spec.environment = {{"PATH", path}, {"LC_ALL", "C"}};
    spec.directory = "/";
    spec.limit = call_limit;
    const auto end = adapters::process::CommandRunner({guard, -1}).run(spec);
    using How = toolchain::Call::How;
    switch (end.kind) {
        case ports::ProcessEnd::Kind::exited:
            return {How::exited, end.code, end.out};
        case ports::ProcessEnd::Kind::signalled:
            return {How::killed, end.code, {}};
        case ports::ProcessEnd::Kind::limit:
            return {How::hung, 0, {}};
        default:
            return {How::not_started, 0, end.problem};
    }
}

toolchain::Machine machine_toolchains(const std::map<std::string, std::string>& environment) {
    toolchain::Machine machine;
    utsname names{};
    if (uname(&names) == 0) machine.arch = names.machine;
    machine.home = value_of(environment, "HOME");
    const auto path = value_of(environment, "PATH");
    machine.in_path = [path](std::string_view program) -> std::optional<std::string> {
        const auto found = programs_in_path(path, program);
        return found.empty() ? std::nullopt : std::optional(found.front());
    };
    machine.fetched = [folder = machine.home + std::string(toolchain::fetched_folder.substr(1))](
                          std::string_view program) { return fetched_programs(folder, program); };
    machine.runs = [path](const std::string& compiler) {
        const auto call = call_compiler(compiler, "--version", path, "/proc/self/exe");
        return call.how == toolchain::Call::How::exited && call.code == 0;
    };
    return machine;
}

}  // namespace bm::app
