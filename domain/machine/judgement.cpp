// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/judgement.hpp"

#include <fmt/format.h>

#include <utility>

#include "domain/core/shown.hpp"

namespace bm::machine {
namespace {

using core::ErrorKind;
using core::shown;

Program program_at(const std::string& path) {
    const auto name = path.substr(path.rfind('/') + 1);
    return {path, name.starts_with("bm-worker")};
}

tl::unexpected<Trouble> trouble(ErrorKind kind, std::string what, std::string remedy) {
    return tl::unexpected(Trouble{kind, std::move(what), std::move(remedy)});
}

Judged<void> check_tools(const Facts& facts) {
    if (!facts.git.empty() && !facts.make.empty()) return {};
    const auto* missing =
        facts.git.empty() ? facts.make.empty() ? "git and GNU make" : "git" : "GNU make";
    return trouble(ErrorKind::environment, fmt::format("has no {}", missing),
                   "install it there, where ssh finds it in PATH");
}

Judged<void> check_directory(const Terms& terms, const Facts& facts) {
    const auto section = "[machine:" + terms.name + "]";
    if (!facts.work_dir.starts_with('/'))
        return trouble(ErrorKind::refused, "did not name its work directory",
                       "set work_dir in " + section);
    if (!facts.holder.empty())
        return trouble(
            ErrorKind::busy,
            fmt::format("{} there is in use ({})", shown(facts.work_dir), shown(facts.holder)),
            "wait, or end it with --kill-workers");
    if (facts.object_format != terms.object_format)
        return trouble(
            ErrorKind::usage,
            fmt::format("{} there is for a {} repository and the source is {}",
                        shown(facts.work_dir), shown(facts.object_format), terms.object_format),
            "remove it, or name another work_dir in " + section);
    return {};
}

}  // namespace

Judged<Choice> choose_program(const Terms& terms, const Facts& facts) {
    BM_TRY(check_tools(facts));
    BM_TRY(check_directory(terms, facts));
    const auto remedy = "set bm_path in [machine:" + terms.name + "]";
    if (!terms.bm_path.empty()) {
        if (!facts.bm.empty()) return Choice{program_at(facts.bm), false};
        return trouble(ErrorKind::usage, "has no program at " + shown(terms.bm_path),
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
    return trouble(ErrorKind::usage, why, "build bm there and " + remedy);
}

std::string size_text(std::uint64_t bytes) {
    const auto kilo = static_cast<double>(bytes) / 1024.0;
    if (kilo < 1000.0) return fmt::format("{:.0f} KB", kilo);
    if (kilo < 1000.0 * 1024.0) return fmt::format("{:.1f} MB", kilo / 1024.0);
    return fmt::format("{:.1f} GB", kilo / 1024.0 / 1024.0);
}

}  // namespace bm::machine
