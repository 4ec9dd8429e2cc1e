// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/process/guard.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "adapters/process/descendants.hpp"

namespace bm::adapters::process {
namespace {

void say(const char* word, int number) {
    char line[64];
    const int length = number < 0 ? std::snprintf(line, sizeof line, "%s\n", word)
                                  : std::snprintf(line, sizeof line, "%s %d\n", word, number);
    [[maybe_unused]] const auto sent = write(guard_control, line, static_cast<std::size_t>(length));
}

int open_signals(sigset_t& before) {
    sigset_t wanted;
    sigemptyset(&wanted);
    for (const int number : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) sigaddset(&wanted, number);
    sigprocmask(SIG_BLOCK, &wanted, &before);
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
}

void unwrap_environment() {
    const auto length = std::strlen(guarded_prefix);
    for (char** entry = environ; *entry != nullptr; ++entry)
        if (std::strncmp(*entry, guarded_prefix, length) == 0) *entry += length;
}

[[noreturn]] void become(char** program, const sigset_t& signals, int failure, pid_t guard) {
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != guard) _exit(127);
    setsid();
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &signals, nullptr);
    unwrap_environment();
    execvp(program[0], program);
    const int problem = errno;
    [[maybe_unused]] const auto sent = write(failure, &problem, sizeof problem);
    _exit(127);
}

/// Starts the program; 0 when it runs, else the errno that says why not.
int start(char** program, const sigset_t& signals, pid_t& child) {
    int failure[2];
    if (pipe2(failure, O_CLOEXEC) != 0) return errno;
    const auto self = getpid();
    child = fork();
    if (child < 0) return errno;
    if (child == 0) become(program, signals, failure[1], self);
    close(failure[1]);
    int problem = 0;
    const auto count = read(failure[0], &problem, sizeof problem);
    close(failure[0]);
    return count == static_cast<ssize_t>(sizeof problem) ? problem : 0;
}

/// The program has them now.
void release_streams() {
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(null, 0);
    dup2(null, 1);
    dup2(null, 2);
}

/// Reaps whatever ended; true once the program itself did.
bool reap(pid_t child, int& status) {
    bool ended = false;
    for (;;) {
        int one = 0;
        const auto pid = waitpid(-1, &one, WNOHANG);
        if (pid <= 0) return ended;
        if (pid != child) continue;
        status = one;
        ended = true;
    }
}

bool has_children() { return waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD; }

enum class Turn { ended, told_to_stop };

Turn watch(int signals, pid_t child, int& status) {
    pollfd sources[] = {{guard_control, POLLIN, 0}, {signals, POLLIN, 0}};
    for (;;) {
        if (poll(sources, 2, -1) < 0 && errno != EINTR) return Turn::told_to_stop;
        if (sources[1].revents) {
            signalfd_siginfo info;
            while (read(signals, &info, sizeof info) == static_cast<ssize_t>(sizeof info))
                if (info.ssi_signo != SIGCHLD) return Turn::told_to_stop;
            if (reap(child, status)) return Turn::ended;
        }
        if (sources[0].revents) return Turn::told_to_stop;
    }
}

}  // namespace

int guard_main(int argc, char** argv) {
    if (argc < 4) return 1;
    setpgid(0, 0);
    become_subreaper();
    fcntl(guard_control, F_SETFD, FD_CLOEXEC);
    const bool has_lock = std::strcmp(argv[2], "lock") == 0;
    if (has_lock) fcntl(guard_lock, F_SETFD, FD_CLOEXEC);
    // What was inherited beyond that is nobody's business below.
    close_range(static_cast<unsigned>(has_lock ? guard_lock + 1 : guard_lock), ~0u, 0);
    sigset_t before;
    const int signals = open_signals(before);
    pid_t child = -1;
    if (const int problem = start(argv + 3, before, child); problem != 0) {
        say("exec", problem);
        return 0;
    }
    release_streams();
    int status = 0;
    const auto turn = watch(signals, child, status);
    if (turn == Turn::told_to_stop || has_children()) kill_descendants();
    if (turn == Turn::told_to_stop)
        say("killed", -1);
    else if (WIFSIGNALED(status))
        say("signal", WTERMSIG(status));
    else
        say("exit", WEXITSTATUS(status));
    return 0;
}

std::vector<std::string> guard_arguments(const std::string& executable, bool with_lock,
                                         const std::vector<std::string>& program) {
    std::vector<std::string> words = {executable, guard_verb, with_lock ? "lock" : "free"};
    words.insert(words.end(), program.begin(), program.end());
    return words;
}

}  // namespace bm::adapters::process
