// SPDX-License-Identifier: GPL-2.0-or-later
// What becomes of builds that failed.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "domain/boss/campaign.hpp"
#include "domain/boss/result_meaning.hpp"

namespace bm::boss {

/// Whether the try in doubt is the last that was needed to take its outcome for the build's.
bool Campaign::confirm(core::BuildId build, const protocol::BuildResult& result) {
    const auto found = histories_.find(build);
    auto history = found == histories_.end() ? retry::History{} : found->second;
    history.add(retry::Failure::doubtful, words(result), said_in_doubt(result));
    if (!retry::is_confirmed(config_.limits, history)) return false;
    note(Note::Severity::warning, fmt::format("{} is taken as it is: {} tries said the same: {}",
                                              name_of(build), history.same, words(result)));
    return true;
}

/// Precondition: the build is missing in the ledger and not in the queue.
void Campaign::count_failure(core::BuildId build, retry::Failure failure, const std::string& what,
                             const Try& attempt) {
    if (!may_try_again(build, failure, what, attempt)) return;
    if (ending_) return put_back(build.board, {build.commit});
    const auto& history = histories_[build];
    const auto from = now_ + retry::pause(config_.backoff, history.failures(), draw());
    schedule::Job again{build.board, {build.commit}, history.suspect(), from};
    if (retry::is_for_elsewhere(failure) && !history.suspect())
        again.elsewhere =
            elsewhere(build.board, attempt.at,
                      from + retry::elsewhere(config_.backoff, failure, history.failures()));
    queue_.put(std::move(again));
    offer_ = true;
    look_for_hopeless_ = true;
}

/// Absent: nobody else could build it.
std::optional<schedule::Elsewhere> Campaign::elsewhere(core::BoardId board, std::size_t failed_at,
                                                       core::Instant until) const {
    const bool anybody = std::ranges::any_of(places_, [&](const Place& place) {
        return position_of(place) != failed_at && place.session && place.session->feeding() &&
               !place.retired && !place.impossible.contains(board);
    });
    if (!anybody) return std::nullopt;
    return schedule::Elsewhere{failed_at, until};
}

/// Precondition: as count_failure. True: the build is still missing, and to be put back.
bool Campaign::may_try_again(core::BuildId build, retry::Failure failure, const std::string& what,
                             const Try& attempt) {
    effects_.push_back(
        Attempted{build, places_[attempt.at].name, attempt.took, std::nullopt, failure, what});
    if (ending_) return true;
    auto& history = histories_[build];
    history.add(failure, what, attempt.said);
    if (const auto reason = retry::reason_to_give_up(config_.limits, history)) {
        note(Note::Severity::error, name_of(build) + " is given up: " + *reason);
        give_up(build, *reason);
        return false;
    }
    note(Note::Severity::warning, name_of(build) + " is tried again: " + what);
    return true;
}

/// Precondition: as count_failure.
void Campaign::refuse_board(Place& place, core::BuildId build, const std::string& what) {
    // Compilers are found by arch: what holds for one board of it holds for all.
    const auto& arch = plan_.boards[static_cast<std::size_t>(build.board.value)].arch;
    std::size_t boards = 0;
    for (std::int64_t i = 0; i < std::ssize(plan_.boards); ++i) {
        if (plan_.boards[static_cast<std::size_t>(i)].arch != arch) continue;
        if (place.impossible.insert(core::BoardId{i}).second) ++boards;
        no_toolchain_.emplace(core::BoardId{i}, what);
    }
    if (boards > 0)
        note(Note::Severity::error,
             fmt::format("worker {} has no toolchain for {} ({} board{}): {}", place.name, arch,
                         boards, boards == 1 ? "" : "s", what),
             place.name);
    put_back(build.board, {build.commit});
}

void Campaign::put_back(core::BoardId board, const std::vector<core::CommitId>& commits) {
    schedule::Job together{board, {}};
    for (const auto commit : commits) {
        const auto history = histories_.find({board, commit});
        if (history != histories_.end() && history->second.suspect())
            queue_.put({board, {commit}, true});
        else
            together.commits.push_back(commit);
    }
    queue_.put(std::move(together));
    offer_ = true;
    look_for_hopeless_ = true;
}

void Campaign::give_up(core::BuildId build, const std::string& reason) {
    (void)ledger_.give_up(build, reason);
    histories_.erase(build);
    unheard_.erase(build);
    progress(std::nullopt, {});
}

/// Gives up what no machine can build; that was told when the machine was found unable.
void Campaign::drop_hopeless() {
    if (ending_) return;
    std::optional<std::set<core::BoardId>> nowhere;
    std::string last = "there is no machine";
    for (const auto& place : places_) {
        if (place.retired) {
            last = fmt::format("{}: {}", place.name, *place.retired);
        } else if (!nowhere) {
            nowhere = place.impossible;
        } else {
            std::erase_if(*nowhere, [&](auto board) { return !place.impossible.contains(board); });
        }
    }
    if (!nowhere) {
        for (const auto build : queue_.drop_all())
            give_up(build, "no worker is left (" + last + ")");
        return;
    }
    for (const auto build : queue_.drop(*nowhere))
        give_up(build, "no toolchain (" + no_toolchain_[build.board] + ")");
}

}  // namespace bm::boss
