// SPDX-License-Identifier: GPL-2.0-or-later
// What a worker holds: which results fit, and when a job is taken back.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "domain/boss/session.hpp"
#include "domain/core/names.hpp"
#include "domain/core/shown.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::boss {
namespace {

using namespace std::chrono_literals;
namespace limits = protocol::limits;

constexpr int most_silent_leases = 2;
constexpr std::size_t most_files = 1'000;  ///< of one result
/// What is late by more jobs than a worker can have in its pipe will not come.
constexpr std::size_t most_past = 10'000;

/// What is wrong with a result of itself, wherever it belongs; empty: nothing.
std::string fault_of(const protocol::BuildResult& result) {
    if (result.return_code < -255 || result.return_code > 255)
        return fmt::format("return code {}", result.return_code);
    if (result.files.size() > most_files || result.config.size() > most_files)
        return "too many files";
    for (const auto& name : result.files)
        if (!core::is_file_name(name)) return "file name '" + core::shown(name) + "'";
    for (const auto& entry : result.config)
        if (!core::is_file_name(entry.first)) return "file name '" + core::shown(entry.first) + "'";
    return {};
}

std::string name_of(const protocol::BuildResult& result) {
    return fmt::format("a result of '{}' at {}", core::shown(result.board), result.commit_upto);
}

}  // namespace

/// What is held under the lease, if the position is owed; else nothing, and it is refused.
Session::Held* Session::held_for(std::int64_t lease, std::int64_t position,
                                 const std::string& named) {
    const auto held = held_.find(lease);
    if (held != held_.end() && held->second.owed.contains(core::CommitId{position}))
        return &held->second;
    if (held != held_.end())
        refuse(named + " that it does not owe");
    else if (past_leases_.contains(lease))
        remark(named + " came late");
    else
        refuse(fmt::format("{} for the lease {} that it does not hold", named, lease));
    return nullptr;
}

void Session::hear(protocol::BuildResult message) {
    if (speaks_buildman()) return hear_buildman(std::move(message));
    const auto named = name_of(message);
    if (!message.lease) return refuse(named + " without a lease");
    if (const auto past = past_leases_.find(*message.lease); past != past_leases_.end())
        return accept_late(past->second, std::move(message));
    auto* held = held_for(*message.lease, message.commit_upto, named);
    if (!held) return;
    if (message.board != held->lease.name) return refuse(named + " for the lease of another board");
    message.config.clear();  // its files come as such
    check(*held, std::move(message));
}

/// Precondition: the position is owed under the result's lease.
void Session::check(Held& held, protocol::BuildResult message) {
    const auto named = name_of(message);
    if (const auto fault = fault_of(message); !fault.empty())
        return refuse(named + " with " + fault);
    for (const auto& from : {message.carried_from, message.verified_from})
        if (!from.empty() && std::ranges::find(terms_->commits, from) == terms_->commits.end())
            return refuse(named + " beside what is no commit of the campaign");
    if (const auto fault = fault_of_files(message); !fault.empty()) {
        refuse(named + " " + fault);
        return give_back(*message.lease, fault);
    }
    take_parcel(message);
    accept(held, message);
}

void Session::accept(Held& held, const protocol::BuildResult& result) {
    const core::CommitId commit{result.commit_upto};
    held.owed.erase(commit);
    held.begun = true;
    const auto took = now_ - std::exchange(held.since, now_);
    held.last_sign = now_;
    silent_leases_ = 0;
    const auto& lease = held.lease;
    effects_.push_back(Delivered{lease.id, {lease.board, commit}, result, took});
    // Results of a job come in increasing order: after the last, the others will not come.
    const bool goes_on = speaks_buildman() && commit.value + 1 < std::ssize(terms_->commits);
    if (held.owed.empty() && goes_on)
        running_out_[lease.id.value] = {lease.name, lease.board, now_};
    if (held.owed.empty() || commit == lease.commits.back())
        return_lease(lease.id.value, Returned::Why::no_result, "its result never came");
    finish_if_asked();
}

/// It was on its way when the job was taken back.
void Session::accept_late(Held& past, protocol::BuildResult message) {
    const auto named = name_of(message);
    const core::CommitId commit{message.commit_upto};
    if (!past.owed.contains(commit)) return remark(named + " came late");
    if (message.board != past.lease.name) return refuse(named + " for the lease of another board");
    if (const auto fault = fault_of(message); !fault.empty())
        return refuse(named + " with " + fault);
    if (const auto fault = fault_of_files(message); !fault.empty())
        return remark(named + " came late and " + fault);
    message.config.clear();
    take_parcel(message);
    past.owed.erase(commit);
    const auto& lease = past.lease;
    const auto took = now_ - past.since;
    effects_.push_back(Delivered{lease.id, {lease.board, commit}, std::move(message), took, true});
}

void Session::on(const Withdraw& withdraw) {
    const auto held = held_.find(withdraw.lease.value);
    // When it is being killed, the job comes back at its end.
    if (speaks_buildman() || state_ == State::killed || held == held_.end()) return;
    if (held->second.owed != std::set{withdraw.commit}) return;
    auto past = held->second;
    held->second.owed.clear();
    give_back(withdraw.lease.value, {});
    remember(withdraw.lease.value, std::move(past));  // what is on its way will be compared
}

void Session::remember(std::int64_t lease, Held past) {
    past.last_sign = now_;
    if (past_leases_.insert_or_assign(lease, std::move(past)).second) ended_.push_back(lease);
    if (ended_.size() <= most_past) return;
    past_leases_.erase(ended_.front());
    ended_.pop_front();
}

/// The worker is still at a job that ended here. Soon after, that crossed the order to leave it;
/// later, that order was lost.
void Session::recall(std::int64_t lease) {
    const auto past = past_leases_.find(lease);
    if (past == past_leases_.end() || !watched()) return;
    if (now_ < past->second.last_sign + pace_.ping_every) return;
    past->second.last_sign = now_;
    send(protocol::Cancel{lease});
}

/// Gives the rest of the job to whoever can send it; the worker need not go on.
void Session::give_back(std::int64_t lease, const std::string& why) {
    if (state_ == State::killed || !held_.contains(lease)) return;
    if (!speaks_buildman()) send(protocol::Cancel{lease});
    return_lease(lease, Returned::Why::no_result, why);
    finish_if_asked();
}

void Session::return_lease(std::int64_t id, Returned::Why why, std::string reason) {
    const auto held = held_.extract(id);
    if (held.empty()) return;
    const bool may_come_late = why == Returned::Why::no_result || why == Returned::Why::too_long;
    remember(id, may_come_late && !held.mapped().owed.empty() ? held.mapped() : Held{});
    // Files that are all here may belong to a result that is on its way.
    if (parcel_ && parcel_->lease().value == id && !(may_come_late && parcel_->whole()))
        drop_parcel();
    const auto& [lease, owed, begun, last_sign, since] = held.mapped();
    if (!owed.empty())
        effects_.push_back(Returned{lease.id,
                                    lease.board,
                                    {owed.begin(), owed.end()},
                                    begun,
                                    why,
                                    std::move(reason),
                                    now_ - since});
}

void Session::check_leases() {
    if (state_ != State::feeding && state_ != State::draining) return;
    std::erase_if(running_out_, [&](const auto& entry) {
        return now_ >= entry.second.last_sign + lease_silence();
    });
    std::vector<std::int64_t> silent;
    for (const auto& [id, held] : held_)
        if (now_ >= held.last_sign + lease_silence()) silent.push_back(id);
    for (const auto id : silent) {
        remark(fmt::format("says nothing of {} for {} s", held_.at(id).lease.name,
                           lease_silence() / 1s));
        if (!speaks_buildman()) send(protocol::Cancel{id});
        return_lease(id, Returned::Why::no_result, "nothing was heard of it");
        ++silent_leases_;
    }
    give_back_what_takes_too_long();
    if (silent_leases_ >= most_silent_leases)
        return kill(Ended::How::badly, "says nothing of the jobs that it was given");
    finish_if_asked();
}

/// The link lives and so does the worker, but a build can hang for ever.
void Session::give_back_what_takes_too_long() {
    std::vector<std::int64_t> late;
    for (const auto& [id, held] : held_)
        if (held.lease.limit > 0s && now_ >= held.since + held.lease.limit) late.push_back(id);
    for (const auto id : late) {
        const auto& lease = held_.at(id).lease;
        const auto why = fmt::format("it took longer than {} s", lease.limit / 1s);
        if (!speaks_buildman()) send(protocol::Cancel{id});
        return_lease(id, Returned::Why::too_long, why);
    }
}

void Session::check_replies() {
    if (!reply_due_ || now_ < *reply_due_) return;
    switch (state_) {
        case State::starting:
            return kill(Ended::How::badly,
                        fmt::format("did not send ready within {} s", limits::start_limit / 1s));
        case State::setting_up:
        case State::configuring:
        case State::preparing:
            return kill(Ended::How::badly, "did not get ready to build in time");
        case State::sending:
            return kill(Ended::How::badly, "the commits did not get there in time");
        case State::draining:
            return quit();
        case State::quitting:
        case State::leaving:
            return kill(Ended::How::well, "did not end in time");
        case State::killed:
            return end();
        case State::feeding:
        case State::ended:
            return;
    }
}

std::vector<AtWork> Session::at_work() const {
    std::vector<AtWork> result;
    for (const auto& [id, held] : held_)
        result.push_back({{held.lease.board, *held.owed.begin()}, held.since});
    return result;
}

std::set<core::BoardId> Session::boards() const {
    std::set<core::BoardId> result;
    for (const auto& [id, held] : held_) result.insert(held.lease.board);
    for (const auto& [id, done] : running_out_) result.insert(done.board);
    return result;
}

core::Duration Session::lease_silence() const {
    return speaks_buildman() ? limits::board_silence : pace_.worker_silence;
}

bool Session::watched() const {
    return state_ == State::preparing || state_ == State::feeding || state_ == State::draining;
}

/// Its input is read, so a link that went silent on its side would be noticed there.
bool Session::pinged() const {
    return watched() || state_ == State::setting_up || state_ == State::sending ||
           state_ == State::configuring;
}

void Session::ping() {
    if (!pinged()) return;
    if (now_ < last_ping_ + pace_.ping_every) return;
    last_ping_ = now_;
    effects_.push_back(SendLine{});
}

std::optional<core::Instant> Session::next_deadline() const {
    if (state_ == State::ended) return std::nullopt;
    auto result = reply_due_;
    const auto sooner = [&](core::Instant when) {
        result = result ? std::min(*result, when) : when;
    };
    if (watched() && !speaks_buildman()) sooner(last_heard_ + pace_.worker_silence);
    if (pinged()) sooner(last_ping_ + pace_.ping_every);
    if (state_ == State::feeding || state_ == State::draining)
        for (const auto& [id, held] : held_) {
            sooner(held.last_sign + lease_silence());
            if (held.lease.limit > 0s) sooner(held.since + held.lease.limit);
        }
    if (state_ == State::feeding || state_ == State::draining)
        for (const auto& [id, done] : running_out_) sooner(done.last_sign + lease_silence());
    return result;
}

}  // namespace bm::boss
