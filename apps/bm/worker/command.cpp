// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/worker/command.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <utility>

#include "adapters/artefacts/source.hpp"
#include "adapters/elf/libelf_reader.hpp"
#include "adapters/fs/build_directory.hpp"
#include "adapters/fs/lock.hpp"
#include "adapters/fs/lock_holder.hpp"
#include "adapters/fs/result_folders.hpp"
#include "adapters/fs/room.hpp"
#include "adapters/fs/tree_walk.hpp"
#include "adapters/git/program.hpp"
#include "adapters/loop/uv_loop.hpp"
#include "adapters/process/command_runner.hpp"
#include "adapters/process/descendants.hpp"
#include "adapters/process/runner.hpp"
#include "adapters/process/stream.hpp"
#include "adapters/trace/watcher.hpp"
#include "apps/bm/engine/worker_engine.hpp"
#include "apps/bm/worker/kconfig_shell.hpp"
#include "apps/bm/worker/machine.hpp"
#include "apps/bm/worker/workspace.hpp"

namespace bm::app {
namespace {

using namespace std::chrono_literals;
namespace process = adapters::process;

/// What a worker that was killed leaves is cleared away by its guards within this.
constexpr auto predecessor_limit = 10s;
constexpr auto look_again = 50ms;

int complain(const core::Error& error) {
    std::fprintf(stderr, "bm worker: %s\n", error.message.c_str());
    return 1;
}

/// The lock of the work directory. The guards of a dead worker hold it until their last process is
/// gone, so it is waited for a while.
core::Expected<adapters::fs::Lock> lock(const std::string& work_dir, const std::string& purpose) {
    const auto folder = work_dir + "/.bm-work";
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem)
        return core::fail(core::ErrorKind::environment,
                          "Cannot make " + folder + ": " + problem.message());
    const auto give_up = std::chrono::steady_clock::now() + predecessor_limit;
    for (;;) {
        auto taken = adapters::fs::Lock::take(folder + "/worker.lock", purpose);
        if (taken || taken.error().kind != core::ErrorKind::busy) return taken;
        if (std::chrono::steady_clock::now() >= give_up) return taken;
        std::this_thread::sleep_for(look_again);
    }
}

/// What a lock says of it.
std::string purpose_of(const std::string& campaign) {
    return campaign.empty() ? "" : "for campaign " + campaign;
}

int end_holder(const std::string& work_dir, const std::string& purpose) {
    const auto done = adapters::fs::end_lock_holder(work_dir + "/.bm-work/worker.lock", purpose);
    if (!done) return complain(done.error());
    std::printf("%s\n", done->c_str());
    return std::fflush(stdout) == 0 ? 0 : 1;
}

/// From here on only protocol lines reach the boss: what else is printed goes to stderr.
int take_stdout() {
    const int protocol = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10);
    (void)::dup2(STDERR_FILENO, STDOUT_FILENO);
    return protocol;
}

/// Likewise nobody but the worker reads what the boss says.
int take_stdin() {
    const int commands = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10);
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing >= 0) {
        (void)::dup2(nothing, STDIN_FILENO);
        if (nothing != STDIN_FILENO) ::close(nothing);
    }
    return commands;
}

/// `make`, or `gmake` where only that is GNU make.
std::string find_make(ports::CommandRunner& commands,
                      const std::map<std::string, std::string>& environment) {
    for (const std::string& name : {std::string("make"), std::string("gmake")}) {
        ports::ProcessSpec spec;
        spec.argv = {name, "--version"};
        spec.environment = environment;
        spec.directory = std::string("/");
        spec.limit = 10s;
        const auto end = commands.run(spec);
        if (end.kind == ports::ProcessEnd::Kind::exited && end.out.starts_with("GNU Make"))
            return name;
    }
    return "make";
}

void debug_line(std::string_view line) {
    std::fprintf(stderr, "W: %.*s\n", static_cast<int>(line.size()), line.data());
}

}  // namespace

int run_worker(const cli::WorkerOptions& options, const MakeBuilder& make_builder) {
    const auto environment = own_environment();
    lead_own_group();
    process::become_subreaper();
    const auto work_dir = open_work_directory(options.work_dir.value_or(""), environment);
    if (!work_dir) return complain(work_dir.error());
    const auto purpose = purpose_of(options.campaign);
    if (options.end_holder) return end_holder(*work_dir, purpose);
    const auto held = lock(*work_dir, purpose);
    if (!held) return complain(held.error());
    // Files that a worker before this one could not send are nobody's now.
    (void)adapters::fs::remove_tree(*work_dir + "/.bm-work/.artefacts");

    const int input = take_stdin();
    const int output = take_stdout();
    if (input < 0 || output < 0)
        return complain({core::ErrorKind::environment,
                         "stdin or stdout is closed: a worker is started by `bm boss`"});
    adapters::loop::UvLoop loop;
    const process::GuardSettings guards{"/proc/self/exe", held->descriptor()};
    process::Runner processes(loop.handle(), guards);
    process::CommandRunner commands(guards);
    const adapters::git::Program git(commands, environment);
    adapters::fs::ResultFolders results;
    adapters::elf::LibelfReader elf;
    adapters::artefacts::Source artefacts;
    const auto builder = make_builder(environment);

    engine::WorkerWorld world{loop, processes, results, elf, artefacts, {}, {}, {}, {}, {}, {}};
    world.open_workspace = [&](const std::string& directory) {
        return std::make_unique<GitWorkspace>(git, directory);
    };
    world.set_up = [&](const std::string& named) { return set_up_work_directory(git, named); };
    world.remove_directory = [](const std::string& path) { (void)adapters::fs::remove_tree(path); };
    world.build_directory = [](const std::string& path) {
        return std::make_unique<adapters::fs::BuildDirectory>(path);
    };
    world.load_average = load_average;
    world.look_at_room = adapters::fs::look_at_room;
    world.kernel_kills = adapters::fs::kernel_kills;
    KconfigShell shell(commands);
    world.shell = [&](const auto& command, const auto& directory, const auto& variables) {
        return shell.run(command, directory, variables);
    };
    if (options.debug) world.debug = debug_line;
    const auto make = find_make(commands, environment);
    const auto watcher = adapters::trace::Watcher::create(commands, make, environment);
    if (watcher) world.watcher = watcher->get();
    if (!watcher && options.debug) debug_line(watcher.error().message);

    engine::WorkerEngine engine(std::move(world), {*work_dir, available_processors()}, *builder,
                                make);
    const auto handlers = engine.handlers();
    process::Writer boss(loop.handle(), output, handlers.on_end);
    const process::Reader reader(loop.handle(), input, handlers);
    const int status = engine.run(boss);
    // A checkout in another thread would be waited for; its guard ends it when this process does.
    if (engine.busy()) ::_exit(status);
    return status;
}

}  // namespace bm::app
