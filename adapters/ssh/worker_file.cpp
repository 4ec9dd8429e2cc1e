// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/worker_file.hpp"

#include <sys/stat.h>
#include <sys/utsname.h>

#include <cerrno>
#include <cstring>

namespace bm::adapters::ssh {
namespace {

constexpr std::size_t hash_digits = 64;

}  // namespace

core::Expected<machine::Executable> describe_worker_file(
    ports::CommandRunner& commands, const std::map<std::string, std::string>& environment,
    const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0)
        return core::fail(core::ErrorKind::not_found,
                          "No worker to send at " + path + ": " + std::strerror(errno));
    utsname here{};
    (void)::uname(&here);
    ports::ProcessSpec spec;
    spec.argv = {"sha256sum"};
    spec.environment = environment;
    spec.directory = "/";
    spec.input = path;
    const auto end = commands.run(spec);
    const auto hash = end.out.substr(0, end.out.find(' '));
    if (end.kind != ports::ProcessEnd::Kind::exited || end.code != 0 || hash.size() != hash_digits)
        return core::fail(core::ErrorKind::environment,
                          "Cannot hash " + path + " with sha256sum: " + end.problem + end.err);
    return machine::Executable{hash, static_cast<std::uint64_t>(status.st_size), here.sysname,
                               here.machine};
}

}  // namespace bm::adapters::ssh
