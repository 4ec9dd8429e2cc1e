// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/boss_machines.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <random>
#include <utility>

#include "adapters/loop/uv_loop.hpp"
#include "adapters/process/runner.hpp"
#include "adapters/ssh/commit_sender.hpp"
#include "adapters/ssh/machine.hpp"
#include "apps/bm/boss_toolchains.hpp"
#include "apps/bm/machine_terms.hpp"
#include "apps/bm/worker/machine.hpp"
#include "apps/bm/worker/toolchains.hpp"
#include "apps/bm/worker_program.hpp"
#include "domain/recipe/environment.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;

/// Precondition: check_options found no fault in its words.
adapters::ssh::Ssh checked_ssh(const cli::BossOptions& options) {
    return ssh_of(options.ssh_command).value_or(adapters::ssh::Ssh());
}

/// Where file systems take sockets, and paths are short. None: nothing is shared then.
std::optional<adapters::fs::PrivateFolder> folder_for_sockets(
    const std::map<std::string, std::string>& environment) {
    auto made = adapters::fs::PrivateFolder::make(folder_for_all(environment), "bm-ssh-");
    if (!made) return std::nullopt;
    return std::move(*made);
}

/// Of this campaign's workers; no other campaign has it.
std::string fresh_mark() {
    std::random_device draw;
    return fmt::format("{:08x}{:08x}", draw(), draw());
}

/// The work directory here of a worker that a command starts, as the kernel names it.
std::string own_directory(const settings::Machine& machine, const std::string& ours,
                          const std::map<std::string, std::string>& environment) {
    const auto found = environment.find("HOME");
    const fs::path home = found == environment.end() ? "/" : found->second;
    auto text = machine.work_dir.empty() ? ours + "/machines/" + machine.name : machine.work_dir;
    if (text.starts_with("~/")) text.erase(0, 2);
    const auto wanted = home / text;  // an absolute one stays what it is
    std::error_code problem;
    fs::create_directories(wanted, problem);
    const auto real = fs::canonical(wanted, problem);
    return problem ? wanted.string() : real.string();
}

/// What serves each arch here; a worker that looks for none itself is told. One that knows no clang
/// cannot be.
std::optional<std::map<std::string, std::string>> toolchains_for(
    const Setup& setup, const std::map<std::string, std::string>& environment) {
    const auto machine = machine_toolchains(environment);
    std::map<std::string, std::string> result;
    for (const auto& board : setup.selected.boards) {
        if (result.contains(board.arch)) continue;
        if (const auto found = toolchain::resolve(board.arch, setup.toolchains, machine)) {
            if (!found->cc.empty() || !found->llvm.empty()) return std::nullopt;
            result[board.arch] = found->gcc;
        }
    }
    return result;
}

core::Expected<void> check_command(const settings::Machine& machine, std::string_view origin) {
    const auto where = fmt::format("{}: [machine:{}]", origin, machine.name);
    if (machine.worker_command.empty() && !machine.push_url.empty())
        return core::fail(ErrorKind::usage,
                          where + " has a push_url and no worker_command, for which it is");
    if (!machine.push_url.empty() && !machine.work_dir.starts_with('/'))
        return core::fail(ErrorKind::usage, where +
                                                " has a push_url: work_dir must be the absolute "
                                                "path of that repository's directory there");
    if (!machine.worker_command.empty() && !machine.bm_path.empty())
        return core::fail(ErrorKind::usage,
                          where + " has a worker_command and a bm_path: leave one out");
    return {};
}

core::Expected<void> check_options(const cli::BossOptions& options,
                                   const std::map<std::string, std::string>& environment) {
    if (options.work_in_output)
        return core::fail(ErrorKind::usage,
                          "-w builds in a directory of this machine: leave out --dist");
    BM_TRY(ssh_of(options.ssh_command));
    const auto inputs = recipe::inputs_of_this_machine(environment);
    if (inputs.empty()) return {};
    return core::fail(ErrorKind::usage,
                      fmt::format("{} is set and names what only this machine has: unset it, or "
                                  "leave out --dist",
                                  fmt::join(inputs, ", ")));
}

}  // namespace

core::Expected<std::vector<settings::Machine>> configured_machines(
    const settings::Settings& settings, const std::vector<std::string>& names,
    std::vector<std::string>& notices) {
    BM_TRY_ASSIGN(auto all, settings::read_machines(settings));
    for (auto& warning : all.warnings) notices.push_back(std::move(warning));
    if (all.machines.empty())
        return core::fail(ErrorKind::usage, fmt::format("No machines configured: name them in "
                                                        "[machines] of {}, one a line",
                                                        settings.origin));
    BM_TRY_ASSIGN(auto chosen, settings::choose_machines(all.machines, names));
    for (const auto& machine : chosen) BM_TRY(check_command(machine, settings.origin));
    return chosen;
}

core::Expected<std::vector<settings::Machine>> wanted_machines(
    const cli::BossOptions& options, const settings::Settings& settings,
    const std::map<std::string, std::string>& environment, std::vector<std::string>& notices) {
    const bool wanted = options.distribute || !options.machines.empty();
    if (options.no_local && !wanted)
        return core::fail(ErrorKind::usage, "--no-local requires --dist");
    if (options.wait && !wanted)
        return core::fail(ErrorKind::usage, "--wait is for machines: it requires --dist");
    if (!wanted && !options.kill_workers) return std::vector<settings::Machine>();
    BM_TRY_ASSIGN(auto chosen, configured_machines(settings, options.machines, notices));
    if (!options.kill_workers) BM_TRY(check_options(options, environment));
    return chosen;
}

std::map<std::string, std::string> environment_for_workers(const Setup& setup) {
    auto result = adapters::ssh::environment_for_ssh(own_environment());
    for (const auto& name : recipe::dropped(result)) result.erase(name);
    if (setup.object_format != "sha1") result["GIT_DEFAULT_HASH"] = setup.object_format;
    return result;
}

core::Expected<std::vector<adapters::fs::Lock>> lock_own_directories(
    const Setup& setup, const std::map<std::string, std::string>& environment) {
    std::vector<adapters::fs::Lock> locks;
    for (const auto& machine : setup.machines) {
        if (machine.worker_command.empty() || !machine.push_url.empty()) continue;
        const auto directory = own_directory(machine, setup.work_dir, environment);
        BM_TRY_ASSIGN(auto lock, adapters::fs::Lock::take(directory + "/.bm-boss.lock",
                                                          "for machine " + machine.name));
        locks.push_back(std::move(lock));
    }
    return locks;
}

Places::Places(const cli::BossOptions& options, const Setup& setup,
               const std::map<std::string, std::string>& environment, ports::ProcessRunner& runner,
               std::vector<std::string> local) {
    if (!options.no_local) {
        configs_.push_back({});
        configs_.back().toolchains = setup.toolchains;
        machinery_.push_back({"local", std::move(local)});
    }
    if (setup.machines.empty()) return;
    const auto file = worker_file();
    const auto executable = executable_of(file);
    const auto campaign = fresh_mark();
    for (const auto& machine : setup.machines) {
        adapters::ssh::PushSetup push{
            {setup.work_dir, "local"}, environment, "/proc/self/exe", checked_ssh(options)};
        if (!machine.worker_command.empty()) {
            add_command(machine, setup, environment, runner, std::move(push));
            continue;
        }
        auto terms = terms_of(machine);
        terms.executable = executable;
        terms.campaign = campaign;
        terms.wait_until_free = options.wait;
        terms.object_format = setup.object_format;
        if (!sockets_) sockets_ = folder_for_sockets(environment);
        const auto socket =
            sockets_ ? fmt::format("{}/{}", sockets_->path(), machines_.size()) : std::string();
        machines_.push_back(std::make_unique<adapters::ssh::Machine>(
            runner, std::move(push), machine.host, file.string(), socket));
        configs_.push_back({machine.name, true, machine.max_boards});
        configs_.back().toolchains = toolchains_elsewhere(setup.toolchains, environment);
        machinery_.push_back({machine.name, {}, machines_.back().get(), std::move(terms)});
    }
}

void Places::add_command(const settings::Machine& machine, const Setup& setup,
                         const std::map<std::string, std::string>& environment,
                         ports::ProcessRunner& runner, adapters::ssh::PushSetup push) {
    boss::PlaceConfig config{machine.name, true, machine.max_boards};
    const bool here = machine.push_url.empty();
    config.set_up = boss::SetUp{
        here ? own_directory(machine, setup.work_dir, environment) : machine.work_dir, here};
    config.toolchains =
        here ? setup.toolchains : toolchains_elsewhere(setup.toolchains, environment);
    config.buildman_toolchains = toolchains_for(setup, environment);
    configs_.push_back(std::move(config));
    senders_.push_back(std::make_unique<adapters::ssh::CommitSender>(runner, std::move(push)));
    engine::Machinery machinery{machine.name, machine.worker_command};
    machinery.sender = senders_.back().get();
    machinery.push_url = machine.push_url;
    machinery_.push_back(std::move(machinery));
}

int kill_workers(const std::vector<settings::Machine>& machines, const cli::BossOptions& options,
                 const std::map<std::string, std::string>& environment, ports::Screen& screen) {
    adapters::loop::UvLoop loop;
    adapters::process::Runner runner(loop.handle(), {worker_program().path, -1});
    const auto file = worker_file();
    const auto executable = executable_of(file);
    std::vector<std::unique_ptr<adapters::ssh::Machine>> all;
    std::size_t waiting = machines.size();
    int status = 0;
    for (const auto& machine : machines) {
        if (!machine.worker_command.empty()) {
            screen.write(
                fmt::format("  {}: its worker_command is not bm's to end\n", machine.name));
            --waiting;
            continue;
        }
        auto terms = terms_of(machine);
        terms.executable = executable;
        adapters::ssh::PushSetup push{{}, environment, "/proc/self/exe", checked_ssh(options)};
        all.push_back(std::make_unique<adapters::ssh::Machine>(runner, std::move(push),
                                                               machine.host, file.string()));
        all.back()->end_worker(terms, [&, name = machine.name](core::Expected<std::string> done) {
            if (!done) status = 1;
            screen.write(
                fmt::format("  {}: {}\n", name, done ? *done : "FAILED: " + done.error().message));
            if (--waiting == 0) loop.stop();
        });
    }
    if (waiting > 0) loop.run();
    return status;
}

}  // namespace bm::app
