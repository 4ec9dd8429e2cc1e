// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/startup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "domain/core/shown.hpp"
#include "domain/machine/answers.hpp"
#include "domain/machine/judgement.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::machine {
namespace {

namespace limits = protocol::limits;

constexpr std::size_t longest_reason = 1000;

}  // namespace

StartupEffects Startup::handle(const StartupEvent& event, core::Instant now) {
    if (ended()) return {};
    now_ = std::max(now_, now);
    std::visit([this](const auto& e) { on(e); }, event);
    return std::exchange(effects_, {});
}

bool Startup::at_work() const {
    return state_ == State::looking || state_ == State::shipping || state_ == State::pushing;
}

void Startup::on(const Begin&) {
    if (state_ == State::waiting) look();
}

void Startup::look() {
    enter(State::looking, limits::look_limit, "looking at " + terms_.host);
    effects_.push_back(Look{});
}

void Startup::wait_for_holder(const std::string& why) {
    if (!held_until_) held_until_ = now_ + limits::holder_limit;
    if (now_ >= *held_until_) return fail(why, false);
    enter(State::held, limits::holder_look_every, "waiting: " + core::shown(why));
}

/// What is done with a busy machine is said once.
bool Startup::must_wait(const Share& share) {
    const bool told = std::exchange(told_busy_, true);
    if (terms_.wait_until_free) {
        if (!told) effects_.push_back(Notice{"is " + share.busy + ": it is waited for"});
        enter(State::held, limits::holder_look_every, "waiting: " + share.busy);
        return true;
    }
    most_ = slots_when_busy(share, terms_.max_boards);
    effects_.push_back(
        Notice{fmt::format("is {}: builds {} board{} at a time there (--wait waits "
                           "until it is free)",
                           share.busy, most_, most_ == 1 ? "" : "s")});
    return false;
}

void Startup::on(const Looked& looked) {
    if (state_ != State::looking) return;
    const auto choice = choose_program(terms_, looked.facts);
    if (!choice && choice.error().kind == core::ErrorKind::busy)
        return wait_for_holder(choice.error().text());
    if (!choice) return fail(choice.error().text(), false);
    const auto share = availability(terms_, looked.facts);
    if (!share) return fail(share.error().text(), false);
    most_ = terms_.share.value_or(0);
    if (!terms_.share && !share->busy.empty() && must_wait(*share)) return;
    program_ = choice->program;
    work_dir_ = looked.facts.work_dir;
    if (!choice->ship) return push();
    enter(State::shipping, limits::ship_limit,
          "sending bm (" + size_text(terms_.executable->size) + ")");
    effects_.push_back(Ship{program_.path, *terms_.executable});
}

void Startup::on(const Shipped&) {
    if (state_ == State::shipping) push();
}

void Startup::push() {
    enter(State::pushing, limits::push_limit, "sending the commits");
    effects_.push_back(Push{work_dir_});
}

void Startup::on(const Pushed&) {
    if (state_ != State::pushing) return;
    state_ = State::ended;
    due_.reset();
    effects_.push_back(Ready{program_, work_dir_, terms_.campaign, most_});
}

void Startup::on(const StepFailed& failed) {
    if (!at_work()) return;
    fail(failed.error.message, may_pass(failed.error));
}

void Startup::on(const Tick&) {
    if (!due_ || now_ < *due_) return;
    if (state_ == State::held) return look();
    const auto* what = state_ == State::looking    ? "looking at it"
                       : state_ == State::shipping ? "sending bm"
                                                   : "sending the commits";
    const auto limit = state_ == State::looking    ? limits::look_limit
                       : state_ == State::shipping ? limits::ship_limit
                                                   : limits::push_limit;
    effects_.push_back(Abort{});
    fail(std::string(what) + " took longer than " + std::to_string(limit.count() / 1000) + " s",
         true);
}

void Startup::on(const Stop&) {
    if (at_work()) effects_.push_back(Abort{});
    fail("stopped", false);
}

void Startup::enter(State state, core::Duration limit, std::string text) {
    state_ = state;
    due_ = now_ + limit;
    effects_.push_back(Step{std::move(text)});
}

void Startup::fail(std::string reason, bool again) {
    state_ = State::ended;
    due_.reset();
    effects_.push_back(Failed{core::shown(reason, longest_reason), again});
}

}  // namespace bm::machine
