// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/boss/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "domain/boss/needs.hpp"
#include "domain/core/shown.hpp"
#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::boss {
namespace {

using namespace std::chrono_literals;
namespace limits = protocol::limits;

constexpr core::Duration kill_limit = 5s;  ///< then the process counts as gone
constexpr core::Duration late_tick = 1s;   ///< later than this, the boss itself was held up
constexpr int most_refused = 100;          ///< wrong lines; then the worker is ended
constexpr int most_remarks = 50;           ///< a session; what a worker says cannot flood a log

std::size_t slots_asked_for(const protocol::Settings& settings, std::int64_t offered) {
    constexpr std::int64_t most_slots = 256;
    if (settings.work_in_output) return 1;
    const auto wanted = settings.threads > 0 ? settings.threads : offered;
    return static_cast<std::size_t>(std::clamp<std::int64_t>(wanted, 1, most_slots));
}

}  // namespace

bool Terms::files_are_sent() const {
    return std::ranges::find(features, artefacts_feature) != features.end();
}

Session::Session(std::shared_ptr<const Terms> terms, core::Instant now)
    : terms_(std::move(terms)),
      pace_(protocol::pace_of(terms_->settings)),
      now_(now),
      last_heard_(now),
      last_ping_(now),
      slots_(slots_asked_for(terms_->settings, 1)) {
    enter(State::starting, limits::start_limit);
}

SessionEffects Session::handle(const SessionEvent& event, core::Instant now) {
    if (state_ == State::ended) return {};
    if (now > now_ + late_tick)
        if (const auto due = next_deadline(); due && now > *due + late_tick) forgive(now - *due);
    now_ = std::max(now_, now);
    std::visit([this](const auto& e) { on(e); }, event);
    if (state_ == State::draining && held_.empty() && !reply_due_)
        reply_due_ = now_ + pace_.worker_silence;
    return std::exchange(effects_, {});
}

/// Time in which the boss did not run is not the worker's silence: what it said waits unread.
void Session::forgive(core::Duration slept) {
    last_heard_ += slept;
    if (reply_due_) *reply_due_ += slept;
    for (auto& entry : held_) {
        entry.second.last_sign += slept;
        entry.second.since += slept;
    }
}

std::size_t Session::free_slots() const {
    if (state_ != State::feeding || finish_asked_ || held_.size() >= room()) return 0;
    const bool alone =
        std::ranges::any_of(held_, [](const auto& h) { return h.second.lease.alone; });
    return alone ? 0 : room() - held_.size();
}

// ---- what happens

void Session::on(const FrameArrived& arrived) {
    std::visit([this](const auto& frame) { read(frame); }, arrived.frame);
}

void Session::read(const protocol::Line& line) {
    last_heard_ = now_;
    const auto message = protocol::decode_to_boss(line.text);
    if (!message) return refuse(message.error().message);
    std::visit([this](const auto& m) { hear(m); }, *message);
}

void Session::read(const protocol::Stray& stray) { remark("printed: " + stray.text); }

void Session::read(const protocol::TooLong& line) {
    last_heard_ = now_;
    refuse(fmt::format("a line of {} bytes", line.bytes));
}

void Session::on(const Closed& closed) {
    const bool asked = state_ == State::quitting || state_ == State::leaving;
    if (asked && outcome_.how == Ended::How::badly) outcome_.how = Ended::How::well;
    if (!asked && state_ != State::killed) {
        outcome_.reason = "died: " + closed.how;
        link_lost_ = closed.of_link;
    }
    end();
}

void Session::on(const Give& give) {
    if (free_slots() == 0 || give.lease.commits.empty()) return;
    const auto& lease = give.lease;
    past_boards_.insert(lease.name);
    const std::set<core::CommitId> owed(lease.commits.begin(), lease.commits.end());
    held_.insert_or_assign(lease.id.value, Held{lease, owed, false, now_, now_});
    protocol::BuildBoard order{lease.name,       lease.arch,
                               lease.id.value,   std::vector<std::int64_t>{},
                               lease.make_flags, lease.defconfig};
    for (const auto commit : lease.commits) order.positions->push_back(commit.value);
    send(order);
}

void Session::on(const NothingWaits&) {
    if (speaks_buildman() && state_ == State::feeding && !held_.empty()) drain();
}

void Session::on(const FinishUp&) {
    finish_asked_ = true;
    if (state_ < State::feeding) return quit();
    finish_if_asked();
}

void Session::on(const QuitNow&) { quit(); }

void Session::on(const KillNow&) {
    ending_is_ours_ = true;
    kill(Ended::How::well, "ended by us");
}

void Session::on(const Tick&) {
    check_replies();
    if (watched() && !speaks_buildman() && now_ >= last_heard_ + pace_.worker_silence) {
        link_lost_ = true;
        kill(Ended::How::badly, fmt::format("said nothing for {} s", pace_.worker_silence / 1s));
    }
    check_leases();
    ping();
}

// ---- what the worker says

void Session::hear(const protocol::Ready& message) {
    if (state_ != State::starting) return refuse("ready came again or late");
    if (const auto lacks = agree(message); !lacks.empty()) {
        outcome_ = {Ended::How::unusable, lacks};
        return quit();
    }
    slots_ = slots_asked_for(terms_->settings, message.slots);
    offered_ = message.slots;
    if (speaks_buildman()) slots_ = std::min(slots_, slots_asked_for({}, offered_));
    if (!terms_->set_up) return configure();
    send(protocol::Setup{terms_->set_up->work_dir});
    enter(State::setting_up, limits::start_limit);
}

/// Why the worker cannot serve; empty: it can, and the dialect is the one that both speak.
std::string Session::agree(const protocol::Ready& message) {
    for (const auto& feature : terms_->features) {
        if (std::ranges::find(message.features, feature) != message.features.end()) continue;
        if (terms_->buildman) {
            const auto& not_possible = terms_->buildman->not_possible;
            if (!not_possible.empty())
                return "speaks only buildman's dialect, which lacks " + not_possible;
            dialect_ = protocol::Dialect::buildman;
            effects_.push_back(
                Remark{"speaks buildman's dialect: each of its builds is a clean one, and brings "
                       "fewer files",
                       true});
            return {};
        }
        const auto who = feature == options_feature ? letters_that_need_options(terms_->settings)
                         : feature == lines_feature ? std::string("--lines")
                                                    : std::string("this campaign");
        return "lacks the feature '" + feature + "' that " + who + " needs";
    }
    return {};
}

/// What a worker names is not trusted: commits are sent only where it was told to be.
void Session::hear(const protocol::SetupDone& message) {
    if (state_ != State::setting_up) return refuse("setup_done came unasked");
    const auto& wanted = *terms_->set_up;
    if (wanted.push_there && message.git_dir != wanted.work_dir + "/.git")
        return kill(Ended::How::rejected,
                    fmt::format("answers setup with the repository {}, and not that of {}",
                                core::shown(message.git_dir), wanted.work_dir));
    effects_.push_back(SendCommits{message.git_dir});
    enter(State::sending, limits::push_limit);
}

void Session::on(const CommitsSent& sent) {
    if (state_ != State::sending) return;
    if (!sent.problem.empty())
        return kill(sent.again ? Ended::How::badly : Ended::How::unusable,
                    "cannot be sent the commits: " + core::shown(sent.problem));
    configure();
}

void Session::configure() {
    auto settings = terms_->settings;
    if (speaks_buildman()) settings.mrproper = settings.force_reconfig = true;
    const auto& toolchains = speaks_buildman() ? terms_->buildman->toolchains : terms_->toolchains;
    send(protocol::Configure{settings, toolchains, terms_->features});
    enter(State::configuring, limits::start_limit);
}

void Session::hear(const protocol::ConfigureDone&) {
    if (state_ != State::configuring) return refuse("configure_done came unasked");
    prepare();
}

void Session::prepare() {
    send(protocol::BuildPrepare{terms_->commits, static_cast<std::int64_t>(slots_)});
    enter(State::preparing, limits::worktree_limit);
}

void Session::hear(const protocol::BuildPrepareDone&) {
    if (state_ != State::preparing) return refuse("build_prepare_done came unasked");
    enter(State::feeding, std::nullopt);
}

void Session::hear(const protocol::Heartbeat& message) {
    if (speaks_buildman()) return hear_buildman(message);
    if (!message.lease) return;
    const auto held = held_.find(*message.lease);
    if (held == held_.end()) return recall(*message.lease);
    held->second.last_sign = now_;
    held->second.begun = held->second.begun || !message.board.empty();
}

void Session::hear(const protocol::BuildsFinished& message) {
    if (state_ != State::draining) return refuse("build_done came unasked");
    if (message.exceptions > 0) remark(fmt::format("reports {} exceptions", message.exceptions));
    while (!held_.empty())
        return_lease(held_.begin()->first, Returned::Why::no_result,
                     "it ended without that result");
    running_out_.clear();
    if (finish_asked_) return quit();
    prepare();
}

void Session::hear(const protocol::ErrorReply& message) {
    const auto what = "answers with an error: " + core::shown(message.msg);
    if (state_ == State::setting_up || state_ == State::configuring || state_ == State::preparing)
        return kill(Ended::How::rejected, what);
    refuse(what);
}

void Session::hear(const protocol::QuitAck&) {
    if (state_ != State::quitting) return refuse("quit_ack came unasked");
    effects_.push_back(CloseWorkerInput{});
    enter(State::leaving, limits::quit_limit);
}

// ---- endings

void Session::send(const protocol::ToWorker& message) {
    effects_.push_back(SendLine{protocol::encode(message, dialect_)});
}

void Session::enter(State state, std::optional<core::Duration> limit) {
    state_ = state;
    reply_due_.reset();
    if (limit) reply_due_ = now_ + *limit;
}

void Session::finish_if_asked() {
    if (!finish_asked_ || state_ != State::feeding || !held_.empty()) return;
    drain();
}

void Session::drain() {
    send(protocol::FinishBuilds{});
    enter(State::draining, std::nullopt);
}

void Session::quit() {
    if (state_ == State::quitting || state_ == State::leaving || state_ == State::killed) return;
    ending_is_ours_ = true;
    send(protocol::Quit{});
    enter(State::quitting, limits::quit_limit);
}

void Session::kill(Ended::How how, std::string reason) {
    if (state_ == State::killed || state_ == State::ended) return;
    if (outcome_.how != Ended::How::unusable) outcome_ = {how, std::move(reason)};
    effects_.push_back(Kill{});
    enter(State::killed, kill_limit);
}

void Session::end() {
    const auto why = ending_is_ours_ ? Returned::Why::session_ended
                     : link_lost_    ? Returned::Why::link_lost
                                     : Returned::Why::worker_death;
    while (!held_.empty()) return_lease(held_.begin()->first, why, outcome_.reason);
    if (parcel_) drop_parcel();
    outcome_.unconfirmed = state_ != State::leaving;
    enter(State::ended, std::nullopt);
    effects_.push_back(outcome_);
}

void Session::refuse(const std::string& what) {
    remark("refused: " + what);
    if (++refused_ >= most_refused)
        kill(Ended::How::badly, fmt::format("sent {} lines that do not fit", refused_));
}

void Session::remark(const std::string& what) {
    if (++remarks_ < most_remarks) effects_.push_back(Remark{core::shown(what)});
    if (remarks_ == most_remarks) effects_.push_back(Remark{"no more remarks about this worker"});
}

}  // namespace bm::boss
