// SPDX-License-Identifier: GPL-2.0-or-later
// Results under a lease that does not owe them any more: the first one counts, a second one is
// compared with it.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "domain/boss/campaign.hpp"
#include "domain/boss/result_meaning.hpp"

namespace bm::boss {

void Campaign::take_late(Place& place, Delivered effect) {
    const auto build = effect.build;
    const auto own = retry::classify(failure_of(effect.result)) == retry::Blame::own;
    const auto owing = ledger_.lease_of(build);
    if (own && first_.contains(build)) return take_second(place, std::move(effect));
    if (!own || ending_ == Finish::How::no_space || !ledger_.receive_late(build)) {
        note(Note::Severity::detail,
             place.name + ": a late result of " + name_of(build) + " is of no use");
        if (!effect.result.files.empty())
            take(place, FileOrder{DropFiles{effect.lease, build.commit}});
        return;
    }
    note(Note::Severity::detail,
         place.name + ": the first result of " + name_of(build) + " came late");
    (void)queue_.withdraw(build);
    if (const auto lost = unheard_.find(build);
        lost != unheard_.end() && lost->second == effect.lease) {
        histories_[build].take_back();
        unheard_.erase(lost);
    }
    store(place, std::move(effect));
    if (!owing) return;
    const auto other = std::ranges::find_if(
        places_, [&](const Place& p) { return p.session && p.session->holds(*owing); });
    if (other == places_.end()) return;
    step(*other, Withdraw{*owing, build.commit});
    if (other->session && !other->session->holds(*owing)) leave(build.board);
}

/// Precondition: the build has a first outcome.
void Campaign::take_second(Place& place, Delivered effect) {
    const auto build = effect.build;
    const auto& first = first_.at(build);
    const auto code = effect.result.return_code;
    if (first.said == said_by(effect.result)) {
        note(Note::Severity::detail,
             fmt::format("{} says of {} what was said before", place.name, name_of(build)));
        if (!effect.result.files.empty())
            take(place, FileOrder{DropFiles{effect.lease, build.commit}});
        return;
    }
    const auto& host = places_[first.place].name;
    const auto what =
        first.return_code != code
            ? fmt::format("return code {} on {}, then {} on {}", first.return_code, host, code,
                          place.name)
            : fmt::format("other diagnostics or sizes on {} than on {}", place.name, host);
    note(Note::Severity::error,
         fmt::format("{} has two outcomes: {}; the first counts", name_of(build), what));
    flakes_.push_back({build, what});
    effects_.push_back(
        Attempted{build, place.name, effect.took, std::nullopt, retry::Failure::second, what});
    effects_.push_back(
        KeepSecond{build, std::move(effect.result), place.name, place.remote, effect.lease});
}

void Campaign::note_mismatch(core::BuildId build, const Try& attempt,
                             std::vector<std::string> files) {
    mismatches_.push_back({build, attempt.verified_from, files, attempt.verified_changes});
    note(Note::Severity::error,
         fmt::format(
             "{} is not what it would have been taken for: {} of {} differ, and of what differs "
             "between them nothing was taken to matter: {}",
             name_of(build), fmt::join(files, ", "), attempt.verified_from,
             fmt::join(attempt.verified_changes, ", ")));
}

}  // namespace bm::boss
