// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/boss/campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "domain/boss/needs.hpp"
#include "domain/core/shown.hpp"

namespace bm::boss {
namespace {

/// Once may be a mishap on the line; twice in a row is the worker's last word.
constexpr int most_rejections = 2;

bool has_extended(const plan::Plan& plan) {
    return std::ranges::any_of(plan.boards,
                               [](const auto& board) { return !board.defconfig.empty(); });
}

std::string beyond_buildman(const plan::Plan& plan, const Config& config) {
    auto letters = letters_beyond_buildman(config.settings);
    if (has_extended(plan)) letters += letters.empty() ? "-X" : ", -X";
    const bool flags = std::ranges::any_of(
        plan.boards, [](const auto& board) { return !board.make_flags.empty(); });
    if (flags) letters += letters.empty() ? "[make-flags]" : ", [make-flags]";
    return letters;
}

std::shared_ptr<const Terms> terms_of(const plan::Plan& plan, const Config& config,
                                      const PlaceConfig& place) {
    Terms terms{config.settings, place.toolchains, config.features, plan.commits};
    if (place.remote) {
        terms.settings.spool_dir.clear();
        terms.settings.threads = place.slots;
        terms.features = {"lease", std::string(artefacts_feature)};
    }
    if (!letters_that_need_options(config.settings).empty())
        terms.features.emplace_back(options_feature);
    if (config.settings.silence_s > 0) terms.features.emplace_back(silence_feature);
    if (config.settings.lines) terms.features.emplace_back(lines_feature);
    if (has_extended(plan)) terms.features.emplace_back(defconfig_feature);
    terms.set_up = place.set_up;
    if (place.buildman_toolchains)
        terms.buildman = BuildmanTerms{*place.buildman_toolchains, beyond_buildman(plan, config)};
    return std::make_shared<const Terms>(std::move(terms));
}

std::string how_it_ended(const WorkerClosed& event) {
    auto result = event.signal ? fmt::format("ended by signal {}", *event.signal)
                               : fmt::format("ended with status {}", event.status);
    const auto last = core::first_line(event.last_stderr);
    return last.empty() ? result : result + ": " + last;
}

/// A number of each board's arch.
std::vector<std::size_t> arches_of(const plan::Plan& plan) {
    std::map<std::string, std::size_t> numbers;
    std::vector<std::size_t> result;
    for (const auto& board : plan.boards)
        result.push_back(numbers.emplace(board.arch, numbers.size()).first->second);
    return result;
}

}  // namespace

Campaign::Campaign(plan::Plan plan, Config config)
    : plan_(std::move(plan)),
      config_(std::move(config)),
      ledger_(plan_.boards.size(), plan_.commits.size()),
      costs_(config_.places.size(), arches_of(plan_)),
      tally_(plan_),
      at_board_(plan_.boards.size()),
      random_(config_.seed) {
    for (const auto& entry : plan_.already) (void)ledger_.take_from_earlier_run(entry.first);
    for (const auto build : plan_.absent) (void)ledger_.leave_out(build);
    std::map<core::BoardId, std::vector<core::CommitId>> missing;
    for (const auto build : ledger_.in_state(ledger::State::missing))
        missing[build.board].push_back(build.commit);
    for (auto& [board, commits] : missing) queue_.put({board, std::move(commits)});
    for (const auto& known : config_.places) {
        auto& place = places_.emplace_back();
        place.name = known.name;
        place.remote = known.remote;
        place.terms = terms_of(plan_, config_, known);
        speaks_buildman_ = speaks_buildman_ || place.terms->buildman;
        idle_.insert(places_.size() - 1);
    }
}

CampaignEffects Campaign::handle(const CampaignEvent& event, core::Instant now) {
    if (finished_) return {};
    // Its moment may pass before the Tick that was asked for comes.
    if (const auto ready = queue_.next_ready(now_); ready && *ready <= now) offer_ = true;
    now_ = std::max(now_, now);
    std::visit([this](const auto& e) { on(e); }, event);
    settle();
    return std::exchange(effects_, {});
}

std::optional<core::Instant> Campaign::next_deadline() const {
    if (finished_) return std::nullopt;
    if (!begun_) return core::Instant::min();
    std::optional<core::Instant> result;
    const auto sooner = [&](std::optional<core::Instant> when) {
        if (when && (!result || *when < *result)) result = when;
    };
    if (!due_.empty()) sooner(due_.begin()->first);
    for (const auto index : idle_)
        if (wanted(places_[index])) sooner(places_[index].start_at);
    if (!ending_) sooner(queue_.next_ready(now_));
    return result;
}

// ---- what happens

void Campaign::on(const WorkerFrame& event) {
    if (auto* place = find(event.worker)) step(*place, FrameArrived{event.frame});
}

void Campaign::on(const WorkerClosed& event) {
    // A signal ends the program here; of a worker elsewhere that is the one that carries its words.
    if (auto* place = find(event.worker))
        step(*place, Closed{how_it_ended(event), place->remote && event.signal.has_value()});
}

void Campaign::on(const WorkerStarted& event) {
    auto* place = find(event.worker);
    if (!place || !std::exchange(place->coming, false)) return;
    any_worker_ = true;
    auto terms = place->terms;
    if (event.most > 0) {
        auto fewer = *terms;
        fewer.settings.threads = event.most;
        terms = std::make_shared<const Terms>(std::move(fewer));
    }
    place->session = std::make_unique<Session>(std::move(terms), now_);
    look_at(*place);
    if (ending_) step(*place, QuitNow{});
}

void Campaign::on(const StartFailed& event) {
    auto* place = find(event.worker);
    if (!place) return;
    place->coming = false;
    end_session(*place);
    const auto reason = "cannot be started: " + core::shown(event.message);
    if (event.again || ending_) return worker_lost(*place, reason);
    retire(*place, event.message);
}

void Campaign::on(const CommitsPushed& event) {
    if (auto* place = find(event.worker)) step(*place, CommitsSent{event.problem, event.again});
}

void Campaign::on(const LeftoverEnded& event) {
    if (event.place >= places_.size()) return;
    auto& place = places_[event.place];
    if (std::exchange(place.tidied, true)) return;
    const auto said = core::shown(event.said);
    if (event.known) return note(Note::Severity::detail, place.name + ": " + said, place.name);
    note(Note::Severity::warning, fmt::format("a worker may still run on {}: {}", place.name, said),
         place.name);
}

void Campaign::on(const FilesFailed& event) {
    auto* place = find(event.worker);
    if (!place || !place->session) return;
    if (event.error.kind == core::ErrorKind::no_space) {
        if (!ending_)
            note(Note::Severity::error, "worker " + place->name + ": " + event.error.message);
        out_of_space();
    }
    step(*place, FilesBroken{event.lease, event.commit, event.error.message});
}

void Campaign::out_of_space() {
    if (ending_) return;
    ending_ = Finish::How::no_space;
    end_sessions(QuitNow{});
}

void Campaign::on(const StoreDone& event) {
    const auto stored = storing_.extract(event.build);
    if (stored.empty()) return;
    if (!event.error) {
        (void)ledger_.accept(event.build);
        offer_ = true;
        tally_.accept(event.build);
        histories_.erase(event.build);
        unheard_.erase(event.build);
        const auto& done = stored.mapped();
        const auto& host = places_[done.at].name;
        if (!event.different.empty()) note_mismatch(event.build, done, event.different);
        if (!done.carried)
            effects_.push_back(
                Attempted{event.build, host, done.took, done.return_code, std::nullopt, {}});
        return progress(event.build, host);
    }
    tally_.forget(event.build);
    first_.erase(event.build);
    (void)ledger_.give_back(event.build);
    offer_ = true;
    const auto what = "cannot store its outcome: " + core::shown(event.error->message);
    if (event.error->kind == core::ErrorKind::no_space && !ending_) {
        note(Note::Severity::error, name_of(event.build) + ": " + what);
        out_of_space();
    }
    // One that came late, when all else was done: nobody is left to build it again.
    if (ending_ == Finish::How::complete) return give_up(event.build, what);
    count_failure(event.build, retry::Failure::store, what, stored.mapped());
}

void Campaign::on(const Interrupt&) {
    if (!ending_) ending_ = Finish::How::interrupted;
    if (++interrupts_ == 1) return end_sessions(QuitNow{});
    for (auto& place : places_) place.tidied = true;
    end_sessions(KillNow{});
}

void Campaign::on(const Tick& tick) {
    if (!std::exchange(begun_, true)) progress(std::nullopt, {});
    offer_ = true;
    std::set<std::size_t> due;
    for (auto at = due_.begin(); at != due_.end() && at->first <= now_; ++at)
        due.insert(at->second);
    for (const auto index : due) step(places_[index], tick);
}

// ---- what the sessions ask for

void Campaign::step(Place& place, const SessionEvent& event) {
    if (!place.session) return;
    for (auto& effect : place.session->handle(event, now_))
        std::visit([&](auto& e) { take(place, std::move(e)); }, effect);
    look_at(place);
}

void Campaign::take(Place& place, SendLine effect) {
    effects_.push_back(Send{place.worker, std::move(effect.text)});
}

void Campaign::take(Place& place, CloseWorkerInput) {
    effects_.push_back(CloseInput{place.worker});
}

void Campaign::take(Place& place, FileOrder order) {
    effects_.push_back(HandleFiles{place.worker, std::move(order)});
}

void Campaign::take(Place& place, SendCommits effect) {
    effects_.push_back(PushCommits{place.worker, position_of(place), std::move(effect.git_dir)});
}

void Campaign::take(Place& place, Kill) { effects_.push_back(KillWorker{place.worker}); }

void Campaign::take(Place& place, Ended effect) {
    end_session(place);
    place.built.clear();
    if (effect.unconfirmed) end_leftover(place);
    switch (effect.how) {
        case Ended::How::well:
            return;
        case Ended::How::badly:
            place.rejections = 0;
            return worker_lost(place, effect.reason);
        case Ended::How::rejected:
            if (++place.rejections < most_rejections) return worker_lost(place, effect.reason);
            [[fallthrough]];
        case Ended::How::unusable:
            return retire(place, "it " + effect.reason);
    }
}

/// A lost link says nothing of the worker behind it. Who interrupts twice does not want to wait.
void Campaign::end_leftover(Place& place) {
    if (!place.remote || interrupts_ > 1) return;
    place.tidied = false;
    effects_.push_back(EndLeftover{position_of(place)});
}

void Campaign::retire(Place& place, const std::string& reason) {
    place.retired = reason;
    look_for_hopeless_ = true;
    note(Note::Severity::error,
         fmt::format("worker {} is not used: {}", place.name, core::shown(reason)), place.name);
}

void Campaign::take(Place& place, const Remark& effect) {
    if (effect.matters)
        return note(Note::Severity::warning, "worker " + place.name + " " + effect.text,
                    place.name);
    note(Note::Severity::detail, place.name + ": " + effect.text, place.name);
}

void Campaign::worker_lost(Place& place, const std::string& reason) {
    const bool convicted = std::exchange(place.convicted, false);
    if (ending_) return note(Note::Severity::detail, place.name + ": " + reason, place.name);
    place.deaths = convicted ? 0 : place.deaths + 1;
    if (place.deaths >= std::max<std::int64_t>(config_.limits.worker_deaths, 1)) {
        place.retired = reason;
        look_for_hopeless_ = true;
        return note(Note::Severity::error,
                    fmt::format("worker {} is not started again after {} failures in a row; the "
                                "last: {}",
                                place.name, place.deaths, reason),
                    place.name);
    }
    const auto pause = retry::pause(config_.backoff, place.deaths, draw());
    place.start_at = std::max(place.start_at, now_ + pause);
    note(Note::Severity::warning,
         fmt::format("worker {} {}; it is started again in {:.1f} s", place.name, reason,
                     std::chrono::duration<double>(pause).count()),
         place.name);
}

// ---- the turn's end

void Campaign::settle() {
    if (!begun_) return;
    if (std::exchange(look_for_hopeless_, false)) drop_hopeless();
    if (!ending_) {
        give_jobs();
        tell_who_has_nothing_to_come();
        start_workers();
    }
    if (!ending_ && ledger_.full()) {
        ending_ = Finish::How::complete;
        end_sessions(FinishUp{});
    }
    if (!ending_ || !storing_.empty()) return;
    if (std::ranges::any_of(places_,
                            [](const Place& p) { return p.session || p.coming || !p.tidied; }))
        return;
    finished_ = true;
    effects_.push_back(summary());
}

/// Machines that are being made ready are not waited for.
void Campaign::end_sessions(const SessionEvent& event) {
    for (auto& place : places_) {
        if (place.coming) effects_.push_back(KillWorker{place.worker});
        step(place, event);
    }
}

Finish Campaign::summary() const {
    Finish result{*ending_, counts(), {}};
    if (result.how == Finish::How::complete && !any_worker_ && result.counts.given_up > 0)
        result.how = Finish::How::nowhere;
    const auto* reason =
        *ending_ == Finish::How::no_space ? "the output directory is full" : "interrupted";
    for (const auto build : ledger_.in_state(ledger::State::missing))
        result.not_obtained.push_back({build, reason});
    for (const auto& [build, why] : ledger_.given_up()) result.not_obtained.push_back({build, why});
    std::ranges::sort(result.not_obtained, {}, &NotObtained::build);
    result.flakes = flakes_;
    result.mismatches = mismatches_;
    return result;
}

// ---- small helpers

std::string Campaign::name_of(core::BuildId build) const {
    const auto& board = plan_.boards[static_cast<std::size_t>(build.board.value)].name;
    const auto& commit = plan_.commits[static_cast<std::size_t>(build.commit.value)];
    return fmt::format("{} at {}", board, commit ? commit->substr(0, 12) : "the current source");
}

/// splitmix64: one number a call, the same for the same seed everywhere.
std::uint64_t Campaign::draw() {
    auto z = random_ += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void Campaign::note(Note::Severity severity, std::string text, std::string place) {
    effects_.push_back(Note{severity, std::move(text), std::move(place)});
}

void Campaign::progress(std::optional<core::BuildId> last, std::string host) {
    effects_.push_back(Progress{counts(), last, std::move(host)});
}

}  // namespace bm::boss
