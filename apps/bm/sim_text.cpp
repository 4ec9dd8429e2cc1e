// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/sim_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bm::app {
namespace {

std::string text_of(const cli::Span& span) {
    return span.least == span.most ? std::to_string(span.least)
                                   : fmt::format("{}-{}", span.least, span.most);
}

double seconds(core::Duration time) { return static_cast<double>(time.count()) / 1000; }

std::string schedule_text(const SimFindings& findings) {
    const auto bound = std::max(seconds(findings.bound), 0.001);
    auto text = fmt::format("No schedule takes less than {:.0f} s", bound);
    if (findings.only)
        text +=
            fmt::format("; bm took {:.0f} s ({:.3f} times that)", seconds(findings.only->duration),
                        seconds(findings.only->duration) / bound);
    if (findings.first_come)
        text += fmt::format("; first come, first served {} {:.0f} s ({:.3f} times that)",
                            findings.only ? "would take" : "takes", seconds(*findings.first_come),
                            seconds(*findings.first_come) / bound);
    return text + "\n";
}

std::string run_text(const sim::Report& run) {
    auto text = fmt::format("{} workers were started, {} events happened, {} call{} of the boss\n",
                            run.workers, run.events, run.campaigns, run.campaigns == 1 ? "" : "s");
    if (!run.finish) return text;
    for (std::size_t i = 0; i < std::min<std::size_t>(run.finish->not_obtained.size(), 5); ++i) {
        const auto& one = run.finish->not_obtained[i];
        text += fmt::format("Not obtained: board{} at commit {}: {}\n", one.build.board.value,
                            one.build.commit.value, one.reason);
    }
    return text + fmt::format("Trace {:016x}\n", run.trace);
}

std::string faults_text(const SimFindings& findings) {
    if (findings.faults.empty()) return {};
    std::string text;
    for (const auto& [kind, count] : findings.faults)
        text += fmt::format("{}{} {}", text.empty() ? "Faults: " : ", ", count, kind);
    return text + "\n";
}

}  // namespace

std::string replay_of(const cli::SimOptions& options, std::uint64_t seed) {
    return fmt::format(
        "bm sim --workers {} --slots {} --boards {} --commits {} --faults {} --seed "
        "{} --runs 1",
        text_of(options.workers), text_of(options.slots), text_of(options.boards),
        text_of(options.commits), options.faults, seed);
}

std::string sim_text(const SimFindings& findings, const cli::SimOptions& options) {
    if (findings.runs == 0) return schedule_text(findings);
    auto text = fmt::format("{} run{}: {} of {} builds have an outcome\n", findings.runs,
                            findings.runs == 1 ? "" : "s", findings.stored, findings.builds);
    if (findings.only) text += run_text(*findings.only);
    text += faults_text(findings);
    if (findings.only && findings.faults.empty()) text += schedule_text(findings);
    for (const auto& report : findings.broken) {
        for (const auto& violation : report.violations)
            text += fmt::format("Violated: {}: {}\n", violation.invariant, violation.what);
        text += "Shown again by: " + replay_of(options, report.seed) + "\n";
    }
    const auto broken = findings.runs - findings.sound_runs;
    return text + fmt::format("{} run{} with a violation\n", broken, broken == 1 ? "" : "s");
}

}  // namespace bm::app
