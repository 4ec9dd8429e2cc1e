// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/retry/policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace bm::retry {
namespace {

using Ticks = core::Duration::rep;

/// first * 2^doublings without overflow, never above longest.
Ticks doubled(Ticks first, std::int64_t doublings, Ticks longest) {
    while (doublings-- > 0 && first < longest) first = first > longest / 2 ? longest : first * 2;
    return std::min(first, longest);
}

}  // namespace

Blame classify(Failure failure) {
    switch (failure) {
        case Failure::make:
        case Failure::guard:
            return Blame::own;
        case Failure::toolchain:
            return Blame::toolchain;
        case Failure::doubtful:
            return Blame::doubt;
        case Failure::limit:
        case Failure::signal:
        case Failure::checkout:
        case Failure::start:
        case Failure::machine:
        case Failure::worker_death:
        case Failure::link:
        case Failure::no_result:
        case Failure::second:
        case Failure::store:
            return Blame::machine;
    }
    return Blame::machine;
}

std::string_view word(Failure failure) {
    switch (failure) {
        case Failure::make:
            return "make";
        case Failure::guard:
            return "guard";
        case Failure::toolchain:
            return "toolchain";
        case Failure::limit:
            return "limit";
        case Failure::signal:
            return "signal";
        case Failure::checkout:
            return "checkout";
        case Failure::start:
            return "start";
        case Failure::machine:
            return "machine";
        case Failure::doubtful:
            return "doubtful";
        case Failure::worker_death:
            return "worker_death";
        case Failure::link:
            return "link";
        case Failure::no_result:
            return "no_result";
        case Failure::second:
            return "second";
        case Failure::store:
            return "store";
    }
    return "unknown";
}

bool is_for_elsewhere(Failure failure) {
    switch (failure) {
        case Failure::limit:
        case Failure::signal:
        case Failure::checkout:
        case Failure::start:
        case Failure::machine:
        case Failure::doubtful:
        case Failure::no_result:
            return true;
        case Failure::make:
        case Failure::guard:
        case Failure::toolchain:
        case Failure::worker_death:
        case Failure::link:
        case Failure::second:
        case Failure::store:
            return false;
    }
    return false;
}

core::Duration elsewhere(const Backoff& backoff, Failure failure, std::int64_t attempt) {
    const auto once = failure == Failure::doubtful ? std::max<Ticks>(backoff.longest.count(), 0)
                                                   : pause(backoff, attempt, 0).count();
    return core::Duration{doubled(once, 1, std::numeric_limits<Ticks>::max())};
}

core::Duration pause(const Backoff& backoff, std::int64_t attempt, std::uint64_t drawn) {
    const auto longest = std::max<Ticks>(backoff.longest.count(), 0);
    const auto first = std::clamp<Ticks>(backoff.first.count(), 0, longest);
    if (first == 0) return core::Duration{0};
    const auto base = doubled(first, std::max<std::int64_t>(attempt, 1) - 1, longest);
    const auto percent = std::clamp<std::int64_t>(backoff.jitter_percent, 0, 100);
    const auto most = std::min(base / 100 * percent + base % 100 * percent / 100, longest - base);
    const auto jitter = static_cast<Ticks>(drawn % (static_cast<std::uint64_t>(most) + 1));
    return core::Duration{base + jitter};
}

void History::add(Failure failure, std::string what, std::string_view said) {
    const auto blame = classify(failure);
    if (blame == Blame::own) return;
    if (blame == Blame::doubt) {
        const auto hash = std::hash<std::string_view>{}(said);
        same = doubts > 0 && hash == said_hash ? same + 1 : 1;
        said_hash = hash;
        ++doubts;
    } else {
        ++machine_failures;
    }
    if (failure == Failure::worker_death) ++workers_killed;
    last = std::move(what);
}

bool is_confirmed(const Limits& limits, const History& history) {
    return history.same == history.doubts &&
           history.same >= std::max<std::int64_t>(limits.machine_failures, 1);
}

std::optional<std::string> reason_to_give_up(const Limits& limits, const History& history) {
    if (history.doubts >= std::max<std::int64_t>(limits.machine_failures, 1))
        return fmt::format(
            "{} attempts failed, each otherwise, perhaps for the machine's reasons; the "
            "last: {}",
            history.doubts, history.last);
    if (history.machine_failures == 0) return std::nullopt;
    if (history.workers_killed >= std::max<std::int64_t>(limits.workers_killed, 1))
        return fmt::format("{} workers died while they built it; the last: {}",
                           history.workers_killed, history.last);
    if (history.machine_failures >= std::max<std::int64_t>(limits.machine_failures, 1))
        return fmt::format("{} attempts failed for the machine's reasons; the last: {}",
                           history.machine_failures, history.last);
    return std::nullopt;
}

}  // namespace bm::retry
