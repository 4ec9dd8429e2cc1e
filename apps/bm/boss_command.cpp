// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/boss_command.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "adapters/artefacts/store.hpp"
#include "adapters/fs/lock.hpp"
#include "adapters/fs/result_tree.hpp"
#include "adapters/fs/tree_walk.hpp"
#include "adapters/fs/turnstile.hpp"
#include "adapters/git/missing_objects.hpp"
#include "adapters/git/private_repository.hpp"
#include "adapters/loop/uv_loop.hpp"
#include "adapters/process/command_runner.hpp"
#include "adapters/process/descendants.hpp"
#include "adapters/process/launcher.hpp"
#include "adapters/process/runner.hpp"
#include "adapters/terminal/screen.hpp"
#include "apps/bm/boards_command.hpp"
#include "apps/bm/boss_history.hpp"
#include "apps/bm/boss_machines.hpp"
#include "apps/bm/boss_options.hpp"
#include "apps/bm/boss_setup.hpp"
#include "apps/bm/boss_toolchains.hpp"
#include "apps/bm/boss_verdict.hpp"
#include "apps/bm/command_end.hpp"
#include "apps/bm/engine/boards.hpp"
#include "apps/bm/engine/boss_engine.hpp"
#include "apps/bm/engine/reporter_json.hpp"
#include "apps/bm/engine/text_reporter.hpp"
#include "apps/bm/engine/worker_log.hpp"
#include "apps/bm/machine_fetch.hpp"
#include "apps/bm/machines_command.hpp"
#include "apps/bm/screens.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/summary_command.hpp"
#include "apps/bm/summary_forms.hpp"
#include "apps/bm/summary_parts.hpp"
#include "apps/bm/toolchain_fetch.hpp"
#include "apps/bm/toolchains_command.hpp"
#include "apps/bm/worker/machine.hpp"
#include "apps/bm/worker_program.hpp"

namespace bm::app {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds turn_poll{200};

int complain(const core::Error& error) {
    adapters::terminal::Screen(STDERR_FILENO).write("bm: " + error.message + "\n");
    return static_cast<int>(result::ExitStatus::set_up);
}

/// The private repository has what the campaign needs, and holds it until the campaign ends.
class Sources {
  public:
    Sources(const adapters::git::Program& git, const std::string& work_dir)
        : git_(git), repository_(git, work_dir) {}
    ~Sources() {
        if (held_) (void)repository_.release(campaign);
    }
    Sources(const Sources&) = delete;
    Sources& operator=(const Sources&) = delete;

    core::Expected<std::vector<std::string>> take(const Setup& setup, ports::Screen& screen) {
        BM_TRY(repository_.borrow(setup.source));
        std::vector<std::string> hashes;
        for (const auto& commit : setup.series.commits) hashes.push_back(commit.hash);
        BM_TRY(
            adapters::git::fill_partial_clone(git_, setup.source, hashes, [&](std::size_t count) {
                screen.write(fmt::format(
                    "bm: Fetching {} files and folders that this partial clone left out\n", count));
            }));
        if (setup.current) {
            BM_TRY_ASSIGN(hashes.back(), repository_.snapshot(setup.source, setup.includes));
        }
        held_ = true;
        BM_TRY(repository_.hold(campaign, hashes));
        if (!setup.machines.empty()) BM_TRY(repository_.share(campaign));
        BM_TRY(repository_.set_abbrev(setup.abbrev));
        return hashes;
    }

  private:
    static constexpr std::string_view campaign = "local";
    const adapters::git::Program& git_;
    adapters::git::PrivateRepository repository_;
    bool held_ = false;
};

core::Expected<plan::Plan> make_plan(const cli::BossOptions& options, const Setup& setup,
                                     const std::vector<std::string>& hashes,
                                     ports::ResultStore& store) {
    plan::Plan plan;
    for (const auto& board : setup.selected.boards)
        plan.boards.push_back({board.target, board.arch, setup.make_flags.at(board.target),
                               board::configure_goals(board)});
    plan.commits.assign(hashes.begin(), hashes.end());
    if (setup.current) return plan;
    for (std::size_t c = 0; c < setup.folders.size(); ++c)
        for (std::size_t b = 0; b < plan.boards.size(); ++b) {
            const core::BuildId build{{static_cast<std::int64_t>(b)},
                                      {static_cast<std::int64_t>(c)}};
            if (setup.lacks(c, plan.boards[b].name)) {
                plan.absent.insert(build);
                continue;
            }
            BM_TRY_ASSIGN(const auto found, store.find({setup.folders[c], plan.boards[b].name}));
            if (!found) continue;
            const plan::Earlier earlier{found->return_code, !found->stderr_text.empty()};
            if (stands(options, *found, earlier)) plan.already[build] = earlier;
        }
    return plan;
}

/// Waits until few enough others build; says once for whom.
core::Expected<std::optional<adapters::fs::Lock>> wait_for_turn(
    const cli::BossOptions& options, const std::map<std::string, std::string>& environment,
    ports::Screen& screen) {
    if (!options.process_limit) return std::nullopt;
    BM_TRY_ASSIGN(const auto turnstile, adapters::fs::Turnstile::open(fmt::format(
                                            "{}/bm-{}", folder_for_all(environment), ::geteuid())));
    for (bool said = false;; said = true) {
        auto place = turnstile.enter(static_cast<int>(*options.process_limit));
        if (place) return std::move(*place);
        if (place.error().kind != core::ErrorKind::busy) return tl::unexpected(place.error());
        if (!said) screen.write("bm: Waiting for other builds: " + place.error().message + "\n");
        std::this_thread::sleep_for(turn_poll);
    }
}

std::string heading(const Setup& setup, const cli::BossOptions& options, int processors) {
    const auto commits = setup.series.commits.size();
    const auto what = setup.current ? std::string("current source")
                                    : fmt::format("{} commit{}", commits, commits == 1 ? "" : "s");
    const auto jobs = options.jobs.value_or((processors + setup.slots - 1) / setup.slots);
    std::vector<std::string> names;
    for (const auto& machine : setup.machines) names.push_back(machine.name);
    const auto elsewhere = fmt::format("{} machine{}: {}", names.size(),
                                       names.size() == 1 ? "" : "s", fmt::join(names, ", "));
    const auto begin = fmt::format("Building {} for {} boards", what, setup.selected.boards.size());
    if (options.no_local) return fmt::format("{} ({})\n", begin, elsewhere);
    return fmt::format("{} ({} thread{}, {} job{} per thread{})\n", begin, setup.slots,
                       setup.slots == 1 ? "" : "s", jobs, jobs == 1 ? "" : "s",
                       names.empty() ? "" : "; " + elsewhere);
}

std::unique_ptr<engine::Reporter> make_reporter(const cli::BossOptions& options, const Setup& setup,
                                                ports::Screen& shown, Screens& screens) {
    if (options.json_progress) return std::make_unique<engine::JsonReporter>(screens.out);
    const auto environment = own_environment();
    return std::make_unique<engine::TextReporter>(
        shown, screens.err,
        engine::ReportOptions{options.verbose || setup.current,
                              options.show_errors || setup.current, options.debug, options.ide,
                              result::look_of(shown.is_terminal(), value_of(environment, "TERM"),
                                              value_of(environment, "NO_COLOR"))});
}

engine::Naming naming_of(const Setup& setup, const std::string& spool, bool in_base) {
    engine::Naming naming{{}, spool, in_base};
    for (std::size_t i = 0; i < setup.folders.size(); ++i)
        naming.commits.push_back({setup.folders[i], setup.current ? "" : setup.labels[i],
                                  setup.current ? "" : setup.series.commits[i].subject});
    return naming;
}

/// worker-NAME.log in the output base, one for each machine, anew for each call.
class WorkerLogs {
  public:
    explicit WorkerLogs(const Setup& setup) {
        for (const auto& machine : setup.machines)
            files_[machine.name].open(setup.output_base + "/worker-" + machine.name + ".log",
                                      std::ios::trunc);
    }
    void append(const std::string& name, std::string_view line) {
        if (const auto file = files_.find(name); file != files_.end())
            file->second << line << '\n' << std::flush;
    }

  private:
    std::map<std::string, std::ofstream> files_;
};

/// With --json and --json-progress stdout is for the JSON alone.
adapters::terminal::Screen& shown_on(const cli::BossOptions& options, Screens& screens) {
    return options.json || options.json_progress ? screens.err : screens.out;
}

core::Expected<Concluded> build(const cli::BossOptions& options, const Setup& setup,
                                const adapters::git::Program& git, Screens& screens) {
    auto& shown = shown_on(options, screens);
    BM_TRY_ASSIGN(auto tree, adapters::fs::ResultTree::open(setup.output_base));
    BM_TRY_ASSIGN(const auto lock, adapters::fs::Lock::take(setup.output_base + "/.bm-boss.lock"));
    Sources sources(git, setup.work_dir);
    BM_TRY_ASSIGN(const auto hashes, sources.take(setup, screens.err));
    if (!setup.current && !options.work_in_output) {
        BM_TRY_ASSIGN(const auto existing, tree.folders());
        BM_TRY_ASSIGN(const auto kept, tree.kept());
        BM_TRY(tree.arrange(result::plan_folders(existing, kept, setup.all_folders)));
    }
    const auto spool = setup.work_dir + "/spool";
    (void)adapters::fs::remove_tree(spool);
    std::error_code ignored;
    fs::create_directories(spool, ignored);
    BM_TRY_ASSIGN(auto plan, make_plan(options, setup, hashes, tree));
    BM_TRY(plan::check(plan));
    BossHistory history(setup.output_base, screens.err);
    if (!options.time_limit_s) history.set_limits(plan);
    history.begin(plan);

    boss::Config config;
    config.settings = build_settings(options, setup, spool);
    config.seed = static_cast<std::uint64_t>(getpid());
    if (!options.ide) shown.write(heading(setup, options, available_processors()));
    if (options.json_progress) screens.out.write(plan_line(options, setup));
    const auto reporter = make_reporter(options, setup, shown, screens);
    WorkerLogs logs(setup);
    engine::LoggedReporter logged(*reporter, [&](const std::string& name, std::string_view line) {
        logs.append(name, line);
    });
    const auto begun = Clock::now();
    adapters::loop::UvLoop loop;
    adapters::process::Launcher launcher(loop.handle(), environment_for_workers(setup));
    BM_TRY_ASSIGN(const auto directories, lock_own_directories(setup, own_environment()));
    adapters::process::Runner runner(loop.handle(), {worker_program().path, -1});
    std::vector<std::string> local = {worker_program().path, "worker", "-g", setup.work_dir};
    if (options.debug) local.emplace_back("-D");
    const Places places(options, setup, own_environment(), runner, std::move(local));
    config.places = places.configs();
    boss::Campaign campaign(std::move(plan), std::move(config));
    adapters::artefacts::Store artefacts;
    boss::Finish finish;
    {
        engine::BossEngine engine({loop, launcher, tree, artefacts, history.attempts(), logged,
                                   places.machinery(), options.debug},
                                  campaign, naming_of(setup, spool, options.work_in_output));
        finish = engine.run();
    }
    history.end(finish.how);
    const auto took = std::chrono::duration_cast<core::Duration>(Clock::now() - begun);
    return conclude({options, setup, git, setup.folders, campaign.plan(), finish, took}, tree,
                    shown, screens.out);
}

bool asks_for_list(const cli::BossOptions& options) {
    return options.write_list_to || options.maintainer_check || options.full_check;
}

/// `bm boards` as it answers under buildman's names.
cli::BoardsOptions list_options(const cli::BossOptions& options) {
    cli::BoardsOptions list;
    list.branch = options.branch;
    list.git_dir = options.git_dir;
    list.maintainer_check = options.maintainer_check;
    list.full_check = options.full_check;
    list.write_to = options.write_list_to;
    if (list.write_to == "-") list.write_to = list_file(options);
    return list;
}

/// `bm summary` as it answers under buildman's name.
cli::SummaryOptions summary_options(const cli::BossOptions& options) {
    cli::SummaryOptions summary;
    static_cast<cli::CampaignOptions&>(summary) = options;
    static_cast<cli::ShowOptions&>(summary) = options;
    summary.json = options.json;
    return summary;
}

/// As `bm summary` does; whoever has interrupted the call gets no pager to leave as well.
void show_after_build(const cli::BossOptions& options, const Concluded& concluded,
                      Screens& screens) {
    tell_problems(*concluded.tree, screens.err);
    if (!options.build_summary) return;
    auto& shown = shown_on(options, screens);
    const bool interrupted = concluded.status == static_cast<int>(result::ExitStatus::interrupted);
    const auto paged = interrupted || &shown != &screens.out ? Paged::no : Paged::on_terminal;
    show_summary(*concluded.tree, options, paged, shown);
}

int end_workers(const cli::BossOptions& options, const adapters::git::Program& git,
                const std::map<std::string, std::string>& environment, Screens& screens) {
    std::vector<std::string> notices;
    const auto settings =
        read_settings(options.settings_file, environment, git, options.git_dir.value_or("."));
    if (!settings) return complain(settings.error());
    const auto machines = wanted_machines(options, *settings, environment, notices);
    for (const auto& notice : notices) screens.err.write("bm: " + notice + "\n");
    if (!machines) return complain(machines.error());
    return kill_workers(*machines, options, environment, screens.out);
}

}  // namespace

int run_boss(const cli::BossOptions& options) {
    if (options.show_machines) return run_machines(machines_options(options));
    if (options.summary) return run_summary(summary_options(options));
    Screens screens;
    const auto environment = own_environment();
    adapters::process::become_subreaper();
    if (const auto& notice = worker_program().notice; !notice.empty())
        screens.err.write("bm: " + notice + "\n");
    adapters::process::CommandRunner commands({worker_program().path, -1});
    const adapters::git::Program git(commands, environment);
    if (options.kill_workers) return end_workers(options, git, environment, screens);
    if (options.machines_fetch_arch) return fetch_for_machines(options, git, environment);
    if (!options.fetch_arch.empty())
        return fetch_toolchains({{}, options.settings_file, options.fetch_arch});
    if (options.list_toolchains) return list_toolchains(options.settings_file, options.verbose);
    if (asks_for_list(options)) return run_boards(list_options(options));
    auto setup = set_up(options, git, environment, available_processors());
    if (!setup) return complain(setup.error());
    for (auto& notice : idle_options(options)) setup->notices.push_back(std::move(notice));
    for (const auto& notice : setup->notices) screens.err.write("bm: " + notice + "\n");
    if (asks_for_one_line(options)) {
        const auto line = one_line(options, setup->wishes, environment, *setup);
        if (!line) return complain(line.error());
        screens.out.write(*line);
        return end_command(static_cast<int>(result::ExitStatus::success), screens.out, screens.err);
    }
    if (options.dry_run) {
        screens.out.write(options.json
                              ? plan_json(options, *setup)
                              : heading(*setup, options, available_processors()) +
                                    engine::describe_selection(setup->selected, options.verbose));
        return end_command(static_cast<int>(result::ExitStatus::success), screens.out, screens.err);
    }
    if (setup->selected.boards.empty()) {
        screens.err.write("bm: Nothing to build: no selected board is touched by " +
                          options.affected_by.value_or("") + "\n");
        return static_cast<int>(result::ExitStatus::success);
    }
    auto turn = wait_for_turn(options, environment, screens.err);
    if (!turn) return complain(turn.error());
    const auto concluded = build(options, *setup, git, screens);
    if (!concluded) return complain(concluded.error());
    turn->reset();  // nobody waits for a reader
    if (concluded->tree) show_after_build(options, *concluded, screens);
    // A verdict that nobody can read is none, whatever it says.
    if (const int problem = screens.out.problem(); problem != 0)
        return complain({core::ErrorKind::environment,
                         fmt::format("Cannot write to standard output: {}; the results are in {}",
                                     std::strerror(problem), setup->output_base)});
    return concluded->status;
}

}  // namespace bm::app
