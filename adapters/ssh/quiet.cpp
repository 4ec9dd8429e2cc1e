// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/quiet.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "domain/machine/banner.hpp"
#include "domain/machine/commands.hpp"
#include "domain/machine/quote.hpp"

namespace bm::adapters::ssh {
namespace {

bool write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// False when it must be ended: too much of a banner, or nobody reads.
bool copy(int from) {
    machine::Banner banner(machine::receive_begins);
    char buffer[65536];
    for (;;) {
        const auto count = ::read(from, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return true;
        const auto passed = banner.feed({buffer, static_cast<std::size_t>(count)});
        if (!passed) std::fputs("ssh: the login shell there prints without end\n", stderr);
        if (!passed || !write_all(*passed)) return false;
    }
}

[[noreturn]] void become(std::vector<std::string>& words, int out) {
    ::dup2(out, STDOUT_FILENO);
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execvp(arguments.front(), arguments.data());
    std::fprintf(stderr, "ssh: cannot start %s: %s\n", arguments.front(), std::strerror(errno));
    ::_exit(127);
}

}  // namespace

int quiet_main(int argc, char** argv) {
    if (argc < 6) return 1;
    std::vector<std::string> words(argv + 2, argv + argc - 2);
    words.push_back(machine::receive_command(argv[argc - 1]));
    int both[2];
    if (::pipe2(both, O_CLOEXEC) != 0) return 1;
    const pid_t child = ::fork();
    if (child < 0) return 1;
    if (child == 0) become(words, both[1]);
    ::close(both[1]);
    if (!copy(both[0])) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string quiet_ssh_command(const std::string& executable, const std::vector<std::string>& words,
                              const std::string& host) {
    auto command = machine::quote(executable) + " " + quiet_verb;
    for (const auto& word : words) command += " " + machine::quote(word);
    return command + " " + machine::quote(host);
}

}  // namespace bm::adapters::ssh
