// SPDX-License-Identifier: GPL-2.0-or-later
#include <charconv>

#include "apps/bm/cli/describe.hpp"
#include "apps/bm/cli/group.hpp"
#include "apps/bm/cli/manual_sections.hpp"

namespace bm::app::cli {
namespace {

constexpr std::int64_t most_workers = 10'000;
constexpr std::int64_t most_slots = 256;
constexpr std::int64_t most_boards = 20'000;
constexpr std::int64_t most_commits = 10'000;
constexpr std::int64_t most_runs = 100'000'000;
constexpr std::int64_t most_seed = 1'000'000'000'000;

std::optional<std::int64_t> number_of(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// N, or A-B to draw from.
void add_span(CLI::App& app, const std::string& name, Span& target, std::int64_t most,
              const std::string& help) {
    app.add_option_function<std::string>(
           name,
           [name, &target, most](const std::string& text) {
               const auto dash = text.find('-');
               const auto least = number_of(text.substr(0, dash));
               const auto greatest =
                   dash == std::string::npos ? least : number_of(text.substr(dash + 1));
               if (!least || !greatest || *least < 1 || *least > *greatest || *greatest > most)
                   throw CLI::ValidationError(name, "'" + text.substr(0, 50) +
                                                        "' is not N or A-B, from 1 to " +
                                                        std::to_string(most));
               target = {*least, *greatest};
           },
           help)
        ->group("The farm")
        ->type_name("N");
}

}  // namespace

void describe_sim(CLI::App& app, SimOptions& o) {
    app.description("run a farm in a simulator, let things go wrong, and check what bm promises");
    add_span(app, "--workers", o.workers, most_workers,
             "Machines, each with one worker; A-B: drawn for each run (default: 4)");
    add_span(app, "--slots", o.slots, most_slots,
             "Slots of each machine; A-B: drawn for each (default: 4)");
    add_span(app, "--boards", o.boards, most_boards,
             "Boards; A-B: drawn for each run (default: 20)");
    add_span(app, "--commits", o.commits, most_commits,
             "Commits; A-B: drawn for each run (default: 16)");
    Group(app, "Runs")
        .number("--seed", o.seed, 0, most_seed,
                "What a run comes of: the same seed gives the same run (default: 1)")
        .number("--runs", o.runs, 1, most_runs,
                "So many runs, with the seeds from --seed on (default: 1)")
        .value("--faults", o.faults,
               "What goes wrong: none, mild, links, workers, all, or a file of rates "
               "(default: none)",
               "PROFILE")
        .value("--scheduler", o.scheduler,
               "bm, or first-come: how long whole boards in their order take, without a run "
               "(default: bm)",
               "NAME");
    Group(app, "What to say")
        .value("--trace", o.trace, "Write everything that happens in the first run to a file",
               "FILE")
        .flag("--json", o.json, "Say what came of it as JSON");
    app.get_option("--scheduler")->check(CLI::IsMember({"bm", "first-come"}).description(""));
    add_help(app);
}

std::vector<Section> sim_before() {
    return {{"Description",
             {{"",
               "Runs the code that decides, of boss and workers, against a made-up farm under "
               "virtual time: links, machines, builds, the disk and the user are simulated, and "
               "fail as --faults says. At the end of each run it is checked that every build has "
               "one outcome, and a true one, or is named with a reason that the faults explain; "
               "that boss and workers agreed in time on who works on what; that nothing grew, "
               "stood still or was left running. What is violated is named, with the command that "
               "shows it again. doc/simulation.md tells what is covered, and what is not."}}}};
}

std::vector<Section> sim_after() {
    return {
        {"Examples",
         {{"bm sim --workers 1000 --slots 16 --boards 1500 --commits 64",
           "A large campaign in which nothing goes wrong."},
          {"bm sim --workers 8-64 --boards 24 --commits 6 --faults all --runs 1000",
           "A thousand small ones in which everything does."}}},
        {"Fault profiles",
         {{"",
           "A file has lines of KIND RATE, the rate out of a million occasions; 'like PROFILE' "
           "begins with a profile's rates, 'draw' lets each run draw its share of them, '#' "
           "begins a comment. The occasion of line-delayed, line-lost, line-twice, line-corrupt, "
           "line-cut-short, line-stray, result-late, link-cut, link-stalls, link-stalls-up and "
           "link-stalls-down is a line; of link-slow, worker-crashes, worker-freezes, "
           "worker-hangs, worker-slows, worker-lies, start-fails, start-impossible, "
           "repository-fails and push-fails a worker; of worktree-fails a slot; of build-killed, "
           "build-endless, build-doubted, disk-full, files-unread, outcome-flaky and poison a "
           "build; of store-fails and "
           "store-full an outcome; of boss-killed, interrupted and interrupted-twice a campaign; "
           "of no-toolchain an arch on a machine; of tidy-fails a worker that was left."}}},
        {"Exit status",
         {{"0", "No promise was broken."},
          {"1", "Usage, or a file cannot be read or written."},
          {"3", "A promise was broken; it is named."}}},
        {"See also", {{"", "bm(1), bm-boss(1)"}}}};
}

}  // namespace bm::app::cli
