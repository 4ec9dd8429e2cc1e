// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/terminal/pager.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <utility>
#include <vector>

namespace bm::adapters::terminal {
namespace {

std::string command_of(const std::map<std::string, std::string>& environment) {
    for (const auto* name : {"BM_PAGER", "PAGER"})
        if (const auto found = environment.find(name); found != environment.end())
            return found->second;
    return "less";
}

/// Starts it with the pipe's reading end as its input; 0 when it cannot be started.
pid_t spawn(std::string command, std::map<std::string, std::string> environment, int input) {
    environment.try_emplace("LESS", "FRX");
    std::vector<std::string> entries;
    for (const auto& [name, value] : environment) entries.push_back(name + "=" + value);
    std::vector<char*> variables;
    for (auto& entry : entries) variables.push_back(entry.data());
    variables.push_back(nullptr);
    std::string shell = "sh", option = "-c";
    char* words[] = {shell.data(), option.data(), command.data(), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::sigaddset(&defaults, SIGINT);
    ::sigaddset(&defaults, SIGQUIT);
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    pid_t process = 0;
    const int problem =
        ::posix_spawn(&process, "/bin/sh", &actions, &attributes, words, variables.data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    return problem == 0 ? process : 0;
}

}  // namespace

std::optional<Pager> Pager::start(const std::map<std::string, std::string>& environment) {
    const auto command = command_of(environment);
    if (command.empty() || command == "cat") return std::nullopt;
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
    const auto process = spawn(command, environment, ends[0]);
    ::close(ends[0]);
    if (process == 0) {
        ::close(ends[1]);
        return std::nullopt;
    }
    // Ctrl-C is for the pager, and its end must not be ours.
    for (const int signal : {SIGPIPE, SIGINT, SIGQUIT}) ::signal(signal, SIG_IGN);
    return Pager(process, ends[1]);
}

Pager::Pager(Pager&& other) noexcept
    : process_(std::exchange(other.process_, 0)),
      pipe_(std::exchange(other.pipe_, -1)),
      screen_(other.screen_) {}

Pager::~Pager() { (void)finish(); }

bool Pager::finish() {
    if (process_ == 0) return true;
    ::close(pipe_);
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = 0;
    constexpr int not_executable = 126, not_found = 127;  // what a shell says
    return !WIFEXITED(status) ||
           (WEXITSTATUS(status) != not_executable && WEXITSTATUS(status) != not_found);
}

}  // namespace bm::adapters::terminal
