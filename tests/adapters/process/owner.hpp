// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "adapters/process/command_runner.hpp"
#include "tests/support/own_executable.hpp"

namespace bm::tests {

namespace fs = std::filesystem;

/// A build that starts what a build should not: a daemon in a session of its own, orphaned at once,
/// which ignores SIGTERM. Each process writes its number into a file in `folder`.
inline std::string build_with_daemons(const std::string& folder) {
    return "trap '' TERM; echo $$ >" + folder +
           "/build.pid\n"
           "( setsid sh -c 'trap \"\" TERM HUP; echo $$ >" +
           folder +
           "/daemon.pid; sleep 1000' & )\n"
           "setsid sh -c '(sh -c \"echo \\$\\$ >" +
           folder +
           "/orphan.pid; sleep 1000\" &)' \n"
           "while :; do sleep 1000; done\n";
}

inline ports::ProcessSpec shell(const std::string& script) {
    ports::ProcessSpec spec;
    spec.argv = {"sh", "-c", script};
    spec.environment = {{"PATH", "/usr/bin:/bin"}};
    spec.directory = "/";
    return spec;
}

/// Until `true_at_last` says so; a minute is only against hanging for ever.
template <class Condition>
bool eventually(Condition true_at_last) {
    for (int i = 0; i < 60'000; ++i) {
        if (true_at_last()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
}

inline pid_t pid_in(const std::string& file) {
    std::ifstream in(file);
    pid_t pid = 0;
    in >> pid;
    return pid;
}

inline bool lives(pid_t pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    const auto name_end = text.rfind(')');
    return name_end != std::string::npos && text.size() > name_end + 2 && text[name_end + 2] != 'Z';
}

inline bool all_written(const std::string& folder) {
    for (const char* name : {"build", "daemon", "orphan"})
        if (pid_in(folder + "/" + name + ".pid") == 0) return false;
    return true;
}

inline bool any_lives(const std::string& folder) {
    for (const char* name : {"build", "daemon", "orphan"})
        if (lives(pid_in(folder + "/" + name + ".pid"))) return true;
    return false;
}

/// What a worker is to its build: holds a lock, runs it guarded, and is going to be killed.
inline int own_a_build(const std::string& folder) {
    const int lock = open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) return 1;
    adapters::process::CommandRunner runner({own_executable(), lock});
    runner.run(shell(build_with_daemons(folder)));
    return 0;
}

}  // namespace bm::tests
