// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/judgement.hpp"

#include <fmt/format.h>

#include "domain/core/shown.hpp"

namespace bm::machine {
namespace {

using core::ErrorKind;
using core::shown;

/// A worktree and a build directory of one slot want more; with less nothing can end well.
constexpr std::uint64_t least_space = 200u << 20;

Program program_at(const std::string& path) {
    const auto name = path.substr(path.rfind('/') + 1);
    return {path, name.starts_with("bm-worker")};
}

core::Expected<void> check_tools(const Facts& facts) {
    if (!facts.git.empty() && !facts.make.empty()) return {};
    const auto* missing =
        facts.git.empty() ? facts.make.empty() ? "git and GNU make" : "git" : "GNU make";
    return core::fail(
        ErrorKind::environment,
        fmt::format("has no {}: install it there, where ssh finds it in PATH", missing));
}

core::Expected<void> check_directory(const Terms& terms, const Facts& facts) {
    const auto section = "[machine:" + terms.name + "]";
    if (!facts.work_dir.starts_with('/'))
        return core::fail(ErrorKind::refused,
                          "did not name its work directory: set work_dir in " + section);
    if (!facts.holder.empty())
        return core::fail(ErrorKind::busy, shown(facts.work_dir) + " there is in use (" +
                                               shown(facts.holder) +
                                               "): wait, or end it with --kill-workers");
    if (facts.object_format != terms.object_format)
        return core::fail(
            ErrorKind::usage,
            fmt::format("{} there is for a {} repository and the source is {}: remove it, or name "
                        "another work_dir in {}",
                        shown(facts.work_dir), shown(facts.object_format), terms.object_format,
                        section));
    if (facts.free_bytes && *facts.free_bytes < least_space)
        return core::fail(
            ErrorKind::no_space,
            fmt::format("has only {} free at {}: free some space, or name another "
                        "work_dir in {}",
                        size_text(*facts.free_bytes), shown(facts.work_dir), section));
    return {};
}

}  // namespace

core::Expected<Choice> choose_program(const Terms& terms, const Facts& facts) {
    BM_TRY(check_tools(facts));
    BM_TRY(check_directory(terms, facts));
    const auto remedy = "set bm_path in [machine:" + terms.name + "]";
    if (!terms.bm_path.empty()) {
        if (!facts.bm.empty()) return Choice{program_at(facts.bm), false};
        return core::fail(ErrorKind::usage, "has no program at " + shown(terms.bm_path) + ": " +
                                                remedy + " right, or leave it out");
    }
    const auto& ours = terms.executable;
    if (ours && ours->system == facts.system && ours->arch == facts.arch &&
        facts.place.starts_with('/'))
        return Choice{{facts.place, true}, !facts.has_ours};
    if (!facts.bm.empty()) return Choice{program_at(facts.bm), false};
    const auto there = fmt::format("{} {}", shown(facts.system), shown(facts.arch));
    const auto why =
        ours ? fmt::format("is {}, and the bm here is for {} {}", there, ours->system, ours->arch)
             : fmt::format("has no bm ({}), and there is none here to send", there);
    return core::fail(ErrorKind::usage, why + ": build bm there and " + remedy);
}

std::string size_text(std::uint64_t bytes) {
    const auto kilo = static_cast<double>(bytes) / 1024.0;
    if (kilo < 1000.0) return fmt::format("{:.0f} KB", kilo);
    if (kilo < 1000.0 * 1024.0) return fmt::format("{:.1f} MB", kilo / 1024.0);
    return fmt::format("{:.1f} GB", kilo / 1024.0 / 1024.0);
}

}  // namespace bm::machine
