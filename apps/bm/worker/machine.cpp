// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/worker/machine.hpp"

#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

extern char** environ;

namespace bm::app {
namespace {

std::string home_directory(const std::map<std::string, std::string>& env) {
    if (const auto home = env.find("HOME"); home != env.end() && home->second.starts_with('/'))
        return home->second;
    const auto* entry = ::getpwuid(::geteuid());
    return entry && entry->pw_dir ? entry->pw_dir : std::string();
}

}  // namespace

int available_processors() {
    cpu_set_t set;
    if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    return std::max(CPU_COUNT(&set), 1);
}

double load_average() {
    double load = 0.0;
    return ::getloadavg(&load, 1) == 1 ? load : 0.0;
}

void lead_own_group() {
    (void)::setpgid(0, 0);  // fails for a session leader, which leads its group already
    (void)::signal(SIGPIPE, SIG_IGN);
}

std::string value_of(const std::map<std::string, std::string>& environment, const char* name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
}

std::string folder_for_all(const std::map<std::string, std::string>& environment) {
    const auto found = environment.find("TMPDIR");
    return found != environment.end() && found->second.starts_with('/') ? found->second : "/tmp";
}

std::map<std::string, std::string> own_environment() {
    std::map<std::string, std::string> result;
    for (char** entry = environ; entry && *entry; ++entry) {
        const std::string_view text = *entry;
        const auto equals = text.find('=');
        if (equals != std::string_view::npos)
            result.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    const auto home = home_directory(result);
    result.erase("HOME");
    if (home.starts_with('/')) result.emplace("HOME", home);
    return result;
}

core::Expected<std::string> open_work_directory(const std::string& named,
                                                const std::map<std::string, std::string>& env) {
    std::filesystem::path path = named;
    if (named.empty()) {
        const auto home = home_directory(env);
        if (home.empty())
            return core::fail(core::ErrorKind::usage,
                              "Cannot tell the home directory: name a work directory with -g DIR");
        path = std::filesystem::path(home) / ".cache/bm/worker";
    }
    std::error_code problem;
    std::filesystem::create_directories(path, problem);
    if (!problem) path = std::filesystem::canonical(path, problem);
    if (problem)
        return core::fail(
            core::ErrorKind::environment,
            "Cannot open the work directory " + path.string() + ": " + problem.message());
    return path.string();
}

}  // namespace bm::app
