// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/worker/kconfig_shell.hpp"

#include <chrono>
#include <utility>

namespace bm::app {
namespace {

using namespace std::chrono_literals;

constexpr auto limit = 10s;

/// The date of the commit among it, since scripts of the tree may be asked.
std::string key_of(const std::string& command, const std::string& directory,
                   const std::map<std::string, std::string>& environment) {
    std::string key = command + '\0' + directory;
    for (const auto& [name, value] : environment) key += '\0' + name + '=' + value;
    return key;
}

}  // namespace

std::string KconfigShell::run(const std::string& command, const std::string& directory,
                              const std::map<std::string, std::string>& environment) {
    const std::scoped_lock lock(one_);
    const auto key = key_of(command, directory, environment);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    ports::ProcessSpec spec;
    spec.argv = {"/bin/sh", "-c", command};
    spec.environment = environment;
    spec.directory = directory;
    spec.limit = limit;
    auto end = commands_.run(spec);
    const bool good = end.kind == ports::ProcessEnd::Kind::exited && !end.cut;
    return good ? known_[key] = std::move(end.out) : std::string();
}

}  // namespace bm::app
