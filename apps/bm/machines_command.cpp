// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/machines_command.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <memory>
#include <utility>
#include <vector>

#include "adapters/git/program.hpp"
#include "adapters/loop/uv_loop.hpp"
#include "adapters/process/command_runner.hpp"
#include "adapters/process/descendants.hpp"
#include "adapters/process/runner.hpp"
#include "adapters/ssh/surveyor.hpp"
#include "adapters/terminal/screen.hpp"
#include "apps/bm/boss_machines.hpp"
#include "apps/bm/command_end.hpp"
#include "apps/bm/engine/live_lines.hpp"
#include "apps/bm/engine/pool_text.hpp"
#include "apps/bm/engine/survey_pool.hpp"
#include "apps/bm/machine_fetch.hpp"
#include "apps/bm/machine_terms.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/worker/machine.hpp"
#include "apps/bm/worker_program.hpp"

namespace bm::app {
namespace {

using Environment = std::map<std::string, std::string>;
using adapters::terminal::Screen;

/// Who is waited for: a line that changes on a terminal, said once elsewhere.
class Waiting {
  public:
    Waiting(Screen& screen, result::Look look) : screen_(screen), lines_(screen), look_(look) {}
    ~Waiting() { lines_.clear(); }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

    void tell(const std::vector<std::string>& names) {
        const auto text = fmt::format("Waiting for {}", fmt::join(names, ", "));
        if (look_.live)
            return lines_.draw({text.substr(0, std::max<std::size_t>(screen_.width(), 40) - 1)});
        if (!std::exchange(told_, true)) screen_.write("bm: " + text + "\n");
    }

  private:
    Screen& screen_;
    engine::LiveLines lines_;
    result::Look look_;
    bool told_ = false;
};

result::Look look_at(const Screen& screen, const Environment& environment) {
    return result::look_of(screen.is_terminal(), value_of(environment, "TERM"),
                           value_of(environment, "NO_COLOR"));
}

/// For every board of the tree.
int fetch_compilers(const cli::MachinesOptions& options) {
    cli::BossOptions boards;
    boards.machines = options.names;
    boards.settings_file = options.settings_file;
    boards.git_dir = options.git_dir;
    boards.ssh_command = options.ssh_command;
    const auto environment = own_environment();
    adapters::process::CommandRunner commands({worker_program().path, -1});
    return fetch_for_machines(boards, adapters::git::Program(commands, environment), environment);
}

core::Expected<int> show(const cli::MachinesOptions& options, Screen& out, Screen& err) {
    const auto environment = own_environment();
    BM_TRY_ASSIGN(const auto settings,
                  all_settings(options.settings_file, options.git_dir, environment));
    auto notices = settings.warnings;
    const auto machines = configured_machines(settings, options.names, notices);
    for (const auto& notice : notices) err.write("bm: " + notice + "\n");
    if (!machines) return tl::unexpected(machines.error());
    BM_TRY_ASSIGN(const auto ssh, ssh_of(options.ssh_command));
    const auto pool = survey_machines(*machines, ssh, options.time_limit_s, environment, err);
    const int status = pool.usable() ? 0 : 1;
    out.write(options.json
                  ? pool_json(pool, status)
                  : engine::pool_text(pool, look_at(out, environment).colours, options.verbose));
    if (status != 0) err.write("bm: No machine can be used: what to do about each is told above\n");
    return status;
}

}  // namespace

machine::Pool survey_machines(const std::vector<settings::Machine>& machines,
                              const adapters::ssh::Ssh& ssh,
                              std::optional<std::int64_t> time_limit_s,
                              const Environment& environment, Screen& err) {
    adapters::loop::UvLoop loop;
    adapters::process::Runner runner(loop.handle(), {worker_program().path, -1});
    const auto executable = executable_of(worker_file());
    std::vector<engine::Place> places;
    const auto add = [&](machine::Terms terms, std::optional<adapters::ssh::Ssh> by) {
        terms.executable = executable;
        if (time_limit_s) terms.limits.answer_limit = *time_limit_s;
        places.push_back({std::move(terms), std::make_unique<adapters::ssh::Surveyor>(
                                                runner, std::move(by), environment)});
    };
    for (const auto& machine : machines) {
        if (machine.worker_command.empty())
            add(terms_of(machine), ssh);
        else
            places.push_back({terms_of(machine), nullptr});
    }
    machine::Terms here;
    here.name = "here";
    add(here, std::nullopt);
    std::vector<engine::Answered> answers;
    {
        Waiting waiting(err, look_at(err, environment));
        answers = engine::survey_all(loop, places, [&](const auto& names) { waiting.tell(names); });
    }
    machine::Pool pool;
    pool.here = answers.back().value_or(machine::Survey{});
    for (std::size_t i = 0; i < machines.size(); ++i) {
        pool.members.push_back(machine::member_of(places[i].terms, answers[i], our_version()));
        pool.members.back().probed = machines[i].worker_command.empty();
    }
    return pool;
}

cli::MachinesOptions machines_options(const cli::BossOptions& options) {
    cli::MachinesOptions result;
    result.names = options.machines;
    result.settings_file = options.settings_file;
    result.git_dir = options.git_dir;
    result.ssh_command = options.ssh_command;
    result.json = options.json;
    result.verbose = options.verbose;
    return result;
}

int run_machines(const cli::MachinesOptions& options) {
    Screen out(STDOUT_FILENO);
    Screen err(STDERR_FILENO);
    adapters::process::become_subreaper();
    if (options.fetch_arch) return fetch_compilers(options);
    return end_command(show(options, out, err), out, err);
}

}  // namespace bm::app
