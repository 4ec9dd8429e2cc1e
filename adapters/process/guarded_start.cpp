// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/process/guarded_start.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "adapters/process/guard.hpp"
#include "adapters/process/guards.hpp"
#include "adapters/process/pointers.hpp"

namespace bm::adapters::process {
namespace {

using core::ErrorKind;

/// Above what the guard wants at fixed places, so that no dup2 of the start overwrites another.
constexpr int first_free = 10;

Descriptor lift(int number) {
    const int higher = fcntl(number, F_DUPFD_CLOEXEC, first_free);
    close(number);
    return Descriptor(higher);
}

struct Ends {
    Descriptor ours;
    Descriptor theirs;
};

core::Expected<Ends> make_pipe() {
    int both[2];
    if (pipe2(both, O_CLOEXEC) != 0)
        return core::fail(ErrorKind::environment,
                          std::string("cannot make a pipe: ") + std::strerror(errno));
    return Ends{lift(both[0]), lift(both[1])};
}

core::Expected<Descriptor> open_input(const std::string& path) {
    const std::string name = path.empty() ? "/dev/null" : path;
    const int file = open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return core::fail(ErrorKind::environment,
                          "cannot read " + name + ": " + std::strerror(errno));
    return lift(file);
}

core::Expected<Ends> make_socket() {
    int both[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both) != 0)
        return core::fail(ErrorKind::environment,
                          std::string("cannot make a socket pair: ") + std::strerror(errno));
    return Ends{lift(both[0]), lift(both[1])};
}

struct SpawnPlan {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    SpawnPlan() {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
    }
    ~SpawnPlan() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    void place(int from, int to) { posix_spawn_file_actions_adddup2(&actions, from, to); }
    void clean_signals() {
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
};

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        reset();
        number_ = other.release();
    }
    return *this;
}

int Descriptor::release() { return std::exchange(number_, -1); }

void Descriptor::reset() {
    if (number_ >= 0) close(release());
}

core::Expected<GuardedProcess> start_guarded(const GuardSettings& settings,
                                             const ports::ProcessSpec& spec) {
    if (spec.argv.empty()) return core::fail(ErrorKind::internal, "no program was named");
    if (access(spec.directory.c_str(), X_OK) != 0)
        return core::fail(ErrorKind::environment,
                          "cannot enter " + spec.directory + ": " + std::strerror(errno));
    BM_TRY_ASSIGN(const auto input, open_input(spec.input));
    BM_TRY_ASSIGN(auto out, make_pipe());
    BM_TRY_ASSIGN(auto err, make_pipe());
    BM_TRY_ASSIGN(auto control, make_socket());
    const bool with_lock = settings.lock >= 0;
    const Descriptor lock(with_lock ? fcntl(settings.lock, F_DUPFD_CLOEXEC, first_free) : -1);

    SpawnPlan plan;
    plan.clean_signals();
    posix_spawn_file_actions_addchdir_np(&plan.actions, spec.directory.c_str());
    plan.place(input.get(), 0);
    plan.place(out.theirs.get(), 1);
    plan.place(err.theirs.get(), 2);
    plan.place(control.theirs.get(), guard_control);
    if (with_lock) plan.place(lock.get(), guard_lock);

    auto words = guard_arguments(settings.executable, with_lock, spec.argv);
    std::vector<std::string> environment;
    for (const auto& [name, value] : spec.environment)
        environment.push_back((name.starts_with("LD_") ? guarded_prefix : "") + name + "=" + value);
    auto argv = pointers(words);
    auto envp = pointers(environment);
    GuardedProcess process;
    const auto alone = guards_alive().no_new_child();
    const int problem = posix_spawn(&process.pid, settings.executable.c_str(), &plan.actions,
                                    &plan.attributes, argv.data(), envp.data());
    if (problem != 0)
        return core::fail(ErrorKind::environment, "cannot start a guard (" + settings.executable +
                                                      "): " + std::strerror(problem));
    guards_alive().add(process.pid);
    process.out = std::move(out.ours);
    process.err = std::move(err.ours);
    process.control = std::move(control.ours);
    return process;
}

}  // namespace bm::adapters::process
