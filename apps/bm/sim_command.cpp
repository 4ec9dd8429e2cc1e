// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/sim_command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <utility>

#include "adapters/terminal/screen.hpp"
#include "apps/bm/command_end.hpp"
#include "apps/bm/sim_runs.hpp"
#include "apps/bm/sim_text.hpp"
#include "domain/core/shown.hpp"
#include "sim/first_come.hpp"

namespace bm::app {
namespace {

using adapters::terminal::Screen;
using core::ErrorKind;

constexpr int violated_status = 3;

core::Expected<sim::Faults> faults_of(const std::string& name) {
    if (auto known = sim::profile(name)) return known;
    std::ifstream file(name);
    if (!file)
        return core::fail(
            ErrorKind::usage,
            fmt::format("Cannot read {}, and it is no fault profile's name: those are {}",
                        core::shown(name), fmt::join(sim::profile_names(), ", ")));
    std::ostringstream text;
    text << file.rdbuf();
    if (file.bad() || !text) return core::fail(ErrorKind::environment, "Cannot read " + name);
    auto faults = sim::parse_profile(text.str());
    if (!faults) return core::fail(ErrorKind::usage, name + ": " + faults.error().message);
    return faults;
}

core::Expected<sim::Shape> shape_of(const cli::SimOptions& options) {
    const auto range = [](const cli::Span& span) { return sim::Range{span.least, span.most}; };
    sim::Shape shape;
    shape.workers = range(options.workers);
    shape.slots = range(options.slots);
    shape.boards = range(options.boards);
    shape.commits = range(options.commits);
    if (shape.boards.most * shape.commits.most > 10'000'000)
        return core::fail(ErrorKind::usage, "more than 10000000 builds; ask for fewer");
    shape.seed = static_cast<std::uint64_t>(options.seed.value_or(1));
    BM_TRY_ASSIGN(shape.faults, faults_of(options.faults));
    return shape;
}

core::Expected<SimFindings> find(const cli::SimOptions& options, Screen& err) {
    BM_TRY_ASSIGN(const auto shape, shape_of(options));
    const auto first = sim::scenario_of(shape);
    SimFindings findings;
    findings.bound = first.least_duration();
    const auto runs = options.runs.value_or(1);
    if (options.scheduler == "first-come") {
        findings.first_come = sim::first_come_duration(first);
        return findings;
    }
    std::ofstream trace;
    if (options.trace) trace.open(*options.trace, std::ios::trunc);
    if (options.trace && !trace)
        return core::fail(ErrorKind::environment, "Cannot write " + *options.trace);
    const auto sink = [&trace](std::string_view line) { trace << line; };
    findings = run_all(shape, runs, options.trace ? sim::Trace::Sink(sink) : nullptr, err);
    trace.close();
    if (options.trace && trace.fail())
        return core::fail(ErrorKind::environment, "Cannot write " + *options.trace);
    findings.bound = first.least_duration();
    if (runs == 1 && !shape.faults.any()) findings.first_come = sim::first_come_duration(first);
    return findings;
}

}  // namespace

int run_sim(const cli::SimOptions& options) {
    Screen out(STDOUT_FILENO);
    Screen err(STDERR_FILENO);
    const auto findings = find(options, err);
    if (!findings) return end_command(tl::unexpected(findings.error()), out, err);
    out.write(options.json ? sim_json(*findings, options) : sim_text(*findings, options));
    return end_command(findings->sound_runs == findings->runs ? 0 : violated_status, out, err);
}

}  // namespace bm::app
