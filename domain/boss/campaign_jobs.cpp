// SPDX-License-Identifier: GPL-2.0-or-later
// How jobs reach the workers, and what comes back.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "domain/boss/campaign.hpp"
#include "domain/boss/result_meaning.hpp"
#include "domain/core/shown.hpp"

namespace bm::boss {
namespace {

/// Builds in a row, not of one build alone, that a machine could not get done; then it is rested,
/// for it would fail fast and so be the freest of all.
constexpr std::size_t most_spoilt = 3;

bool is_sick(const std::vector<core::BuildId>& spoilt) {
    return spoilt.size() >= most_spoilt &&
           std::ranges::any_of(spoilt, [&](auto build) { return build != spoilt.front(); });
}

/// Outcomes that wait for the disk; past it nothing new is given.
constexpr std::size_t most_storing = 256;

retry::Failure failure_of(Returned::Why why) {
    switch (why) {
        case Returned::Why::too_long:
            return retry::Failure::limit;
        case Returned::Why::worker_death:
            return retry::Failure::worker_death;
        case Returned::Why::link_lost:
            return retry::Failure::link;
        case Returned::Why::no_result:
        case Returned::Why::session_ended:
            return retry::Failure::no_result;
    }
    return retry::Failure::no_result;
}

}  // namespace

// ---- giving

void Campaign::give_jobs() {
    if (free_.empty() || queue_.empty() || storing_.size() > most_storing) return;
    if (!std::exchange(offer_, false) || !queue_.any_ready(now_)) return;
    do {
        while (offer_jobs()) continue;
    } while (free_begun_boards());
    offer_ = false;
}

/// One to each place with a free slot, if there is one for it. True: some were given.
bool Campaign::offer_jobs() {
    bool given = false;
    look_ahead();
    if (asked_ != std::pair(queue_.changes(), looks_)) unasked_ = free_;
    asked_ = {queue_.changes(), looks_};
    for (const auto index : std::vector<std::size_t>(unasked_.begin(), unasked_.end())) {
        auto& place = places_[index];
        if (place.free_slots == 0) continue;
        auto offer = offer_of(place);
        offer.pace = schedule::Pace{index, piece_, end_, guess()};
        auto job = queue_.take(offer, now_);
        if (!job) {
            unasked_.erase(index);
            continue;
        }
        const bool goes_on = std::ranges::any_of(
            offer.warm, [&](core::BuildId last) { return last.board == job->board; });
        give_job(place, std::move(*job), goes_on);
        given = true;
    }
    return given;
}

/// What is begun of a board that nobody is at any more is for whoever is free.
bool Campaign::free_begun_boards() {
    bool any = false;
    for (const auto board : std::exchange(left_, {}))
        if (at_board_[static_cast<std::size_t>(board.value)] == 0)
            any = queue_.forget_begun(board) || any;
    return any;
}

void Campaign::tell_who_has_nothing_to_come() {
    if (!speaks_buildman_) return;
    for (auto& place : places_)
        if (place.session && place.session->takes_whole_boards() &&
            !queue_.has_any(place.impossible))
            step(place, NothingWaits{});
}

schedule::Offer Campaign::offer_of(const Place& place) const {
    schedule::Offer offer{place.session->idle(), {}, place.impossible};
    offer.whole = place.session->takes_whole_boards();
    // With one O= for each board the worker keeps a second job of it waiting, unheard of.
    if (offer.whole || config_.settings.per_board_out_dir)
        offer.impossible.merge(place.session->boards());
    for (const auto& [lease, build] : place.built)
        if (!place.session->holds(lease)) offer.warm.push_back(build);
    return offer;
}

void Campaign::give_job(Place& place, schedule::Job job, bool goes_on) {
    const auto& board = plan_.boards[static_cast<std::size_t>(job.board.value)];
    const core::LeaseId lease{++last_lease_};
    for (const auto commit : job.commits) (void)ledger_.lease({job.board, commit}, lease);
    at_board_[static_cast<std::size_t>(job.board.value)] += std::ssize(job.commits);
    if (!goes_on) cold_.insert(lease);
    const auto at = position_of(place);
    lent_[lease] = {at,
                    {job.board, job.commits.back()},
                    now_ + costs_.all(job.board, job.commits, !goes_on, at)};
    ++given_;
    step(place, Give{Lease{lease, job.board, board.name, board.arch, board.make_flags,
                           board.defconfig, job.commits, job.alone, board.limit}});
    forget_built(place, job);
}

void Campaign::start_workers() {
    for (const auto index : std::vector<std::size_t>(idle_.begin(), idle_.end())) {
        auto& place = places_[index];
        if (place.start_at > now_ || !wanted(place)) continue;
        place.worker = core::WorkerId{++last_worker_};
        workers_[place.worker] = index;
        idle_.erase(index);
        place.coming = place.remote;
        if (!place.remote) {
            place.session = std::make_unique<Session>(place.terms, now_);
            any_worker_ = true;
            look_at(place);
        }
        effects_.push_back(StartWorker{place.worker, position_of(place)});
    }
}

// ---- what comes back

void Campaign::take(Place& place, Delivered effect) {
    const auto& [lease, build, result, took, late] = effect;
    if (!late) {
        leave(build.board);
        remember_built(place, lease, build);
    }
    const bool cold = cold_.erase(lease) > 0;
    if (late || ledger_.lease_of(build) != lease) return take_late(place, std::move(effect));
    (void)ledger_.receive(build, lease);
    Try attempt{position_of(place), took, result.return_code};
    const auto failure = failure_of(result);
    auto blame = retry::classify(failure);
    if (blame == retry::Blame::doubt && confirm(build, result)) blame = retry::Blame::own;
    if (blame == retry::Blame::own) {
        place.deaths = place.rests = 0;
        place.spoilt.clear();
        costs_.learn(position_of(place), build, cold && result.carried_from.empty(), took);
        if (ending_ != Finish::How::no_space) return store(place, std::move(effect));
    }
    if (!result.files.empty()) take(place, FileOrder{DropFiles{lease, build.commit}});
    (void)ledger_.give_back(build);
    if (blame == retry::Blame::toolchain) return refuse_board(place, build, words(result));
    if (blame == retry::Blame::doubt) {
        attempt.said = said_in_doubt(result);
        return count_failure(build, failure, words(result), attempt);
    }
    place.spoilt.push_back(build);
    if (is_sick(place.spoilt)) {
        effects_.push_back(
            Attempted{build, place.name, took, std::nullopt, failure, words(result)});
        put_back(build.board, {build.commit});
        rest(place, "builds fail there for its own reasons: " + words(result));
        return step(place, QuitNow{});
    }
    count_failure(build, failure, words(result), attempt);
}

/// Precondition: the ledger has received it.
void Campaign::store(Place& place, Delivered effect) {
    const auto build = effect.build;
    tally_.hold(build, effect.result);
    const bool carried = !effect.result.carried_from.empty();
    storing_[build] = {position_of(place), effect.took, effect.result.return_code};
    storing_[build].carried = carried;
    storing_[build].verified_from = effect.result.verified_from;
    storing_[build].verified_changes = effect.result.verified_changes;
    first_[build] = {position_of(place), effect.result.return_code, said_by(effect.result)};
    const auto history = histories_.find(build);
    const auto failures = history == histories_.end() ? 0 : history->second.failures();
    effects_.push_back(Store{build, std::move(effect.result), place.name, place.remote,
                             effect.lease, place.worker, failures + 1});
}

/// When it is started again it is looked at as in the beginning; then it may be sound.
void Campaign::rest(Place& place, const std::string& reason) {
    place.spoilt.clear();
    if (ending_) return;
    if (++place.rests > config_.limits.rests) return retire(place, reason);
    const auto pause = retry::pause(config_.rest, place.rests, draw());
    place.start_at = now_ + pause;
    note(Note::Severity::warning,
         fmt::format("worker {} is rested for {:.0f} s: {}", place.name,
                     std::chrono::duration<double>(pause).count(), core::shown(reason)),
         place.name);
}

void Campaign::take(Place& place, Returned effect) {
    cold_.erase(effect.lease);
    const auto first_owed = effect.commits.front();
    std::erase_if(effect.commits, [&](core::CommitId commit) {
        leave(effect.board);
        // What has its outcome from elsewhere is not to be built again.
        const core::BuildId build{effect.board, commit};
        if (ledger_.lease_of(build) != effect.lease) return true;
        (void)ledger_.give_back(build);
        return false;
    });
    if (effect.commits.empty()) return;
    const bool first_is_owed = effect.commits.front() == first_owed;
    const bool died = effect.why == Returned::Why::worker_death;
    const bool lost = died || effect.why == Returned::Why::link_lost;
    const bool charge =
        first_is_owed && (effect.why == Returned::Why::no_result ||
                          effect.why == Returned::Why::too_long || (lost && effect.begun));
    if (!charge) return put_back(effect.board, effect.commits);
    const core::BuildId first{effect.board, effect.commits.front()};
    const auto failure = failure_of(effect.why);
    const auto what = fmt::format("worker {}: {}", place.name, effect.reason);
    const Try attempt{position_of(place), effect.took};
    if (failure == retry::Failure::link && may_try_again(first, failure, what, attempt))
        return put_back(effect.board, effect.commits);
    effect.commits.erase(effect.commits.begin());
    if (!lost) unheard_[first] = effect.lease;
    if (failure != retry::Failure::link) count_failure(first, failure, what, attempt);
    place.convicted = place.convicted || (died && ledger_.state(first) == ledger::State::given_up);
    put_back(effect.board, effect.commits);
}

/// One of its builds is owed no more.
void Campaign::leave(core::BoardId board) {
    if (--at_board_[static_cast<std::size_t>(board.value)] == 0) left_.insert(board);
}

std::optional<std::string> Campaign::broken_invariant() const {
    if (auto broken = queue_.broken_invariant()) return broken;
    std::size_t queued = 0;
    for (const auto& job : queue_.jobs())
        for (const auto commit : job.commits) {
            ++queued;
            if (ledger_.state({job.board, commit}) != ledger::State::missing)
                return "a queued build is not missing";
        }
    if (queued != ledger_.counts().missing) return "a missing build is not queued";
    if (storing_.size() != ledger_.counts().storing) return "the store and the ledger disagree";
    return std::nullopt;
}

}  // namespace bm::boss
