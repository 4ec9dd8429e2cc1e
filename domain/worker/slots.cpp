// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/slots.hpp"

#include <algorithm>
#include <utility>

#include "domain/worker/layout.hpp"

namespace bm::worker {
namespace {

BuildEnd doomed(const Doom& doom) {
    BuildEnd end;
    end.cause = doom.cause;
    end.err = doom.message + "\n";
    return end;
}

}  // namespace

Slots::Slots(Builder& builder, JobQueue& queue, Outbox& outbox, Deliveries& deliveries)
    : builder_(builder), queue_(queue), outbox_(outbox), deliveries_(deliveries) {}

void Slots::open(Terms terms) {
    terms_ = std::move(terms);
    for (auto& slot : slots_) slot.board.clear();
    const auto wanted = static_cast<std::size_t>(std::max(terms_.slots, 1));
    if (slots_.size() < wanted) slots_.resize(wanted);
}

void Slots::use_toolchains(Toolchains toolchains) {
    toolchains_ = std::make_shared<const Toolchains>(std::move(toolchains));
}

Slots::Slot* Slots::find(int number) {
    const auto index = static_cast<std::size_t>(number);  // a negative one is far too large
    return index < slots_.size() ? &slots_[index] : nullptr;
}

/// Else there is nothing to begin, and that is so at most events.
bool Slots::can_begin() const {
    return std::ranges::any_of(slots_, [this](const Slot& slot) {
        return slot.phase == Phase::idle && (slot.job || queue_.has_waiting());
    });
}

void Slots::fill() {
    if (!can_begin()) return;
    const auto usable = std::min(terms_.slots, static_cast<int>(slots_.size()));
    // What a slot has built before is incremental there and a full build elsewhere.
    for (int number = 0; number < usable && queue_.has_waiting() && may_build(); ++number)
        if (const auto& slot = slots_[static_cast<std::size_t>(number)];
            slot.phase == Phase::idle && !slot.job && !slot.last.empty())
            (void)take_job(number, true);
    std::vector<int> idle;
    for (int number = 0; number < usable; ++number)
        if (slots_[static_cast<std::size_t>(number)].job)
            advance(number);
        else
            idle.push_back(number);
    std::ranges::stable_sort(
        idle, {}, [&](int number) { return slots_[static_cast<std::size_t>(number)].ended; });
    for (const int number : idle) advance(number);
}

void Slots::let_go(Slot& slot) {
    slot.job.reset();
    slot.ended = ++ended_jobs_;
}

void Slots::advance(int number) {
    auto& slot = slots_[static_cast<std::size_t>(number)];
    while (slot.phase == Phase::idle && may_build()) {
        if (!slot.job && !take_job(number, false)) return;
        if (slot.job->positions.empty()) {
            let_go(slot);
        } else if (slot.job->doom) {
            finish_position(slot, doomed(*slot.job->doom));
        } else if (needs_worktree(slot)) {
            slot.phase = Phase::preparing;
            outbox_.push(PrepareWorktree{number});
        } else {
            build_next(number);
        }
    }
}

/// Not while the boss is behind with what there is to read.
bool Slots::may_build() const {
    return !outbox_.full() && !(terms_.send_files && deliveries_.full(terms_.slots));
}

bool Slots::take_job(int number, bool only_own) {
    auto& slot = slots_[static_cast<std::size_t>(number)];
    slot.board.clear();
    slot.job = queue_.take(
        [&](const Job& job) { return may_take(job) && (!only_own || job.board == slot.last); });
    if (!slot.job) return false;
    slot.board = slot.last = slot.job->board;
    const bool worktree_first = !slot.job->doom && needs_worktree(slot);
    outbox_.send(
        protocol::Heartbeat{worktree_first ? "" : slot.job->board, number, slot.job->lease});
    return true;
}

/// With one O= for each board, a board is built in one slot at a time.
bool Slots::may_take(const Job& job) const {
    if (!terms_.settings->per_board_out_dir) return true;
    return std::ranges::none_of(slots_, [&](const Slot& slot) { return slot.board == job.board; });
}

bool Slots::needs_worktree(const Slot& slot) const {
    const auto position = static_cast<std::size_t>(slot.job->positions.front());
    return !slot.has_worktree && terms_.commits[position].has_value();
}

int Slots::active() const {
    return static_cast<int>(
        std::ranges::count_if(slots_, [](const Slot& slot) { return slot.job.has_value(); }));
}

Place Slots::place(int number) const {
    const auto& job = *slots_[static_cast<std::size_t>(number)].job;
    const auto& commit = terms_.commits[static_cast<std::size_t>(job.positions.front())];
    return place_of(terms_.work_dir, number, job.board, *terms_.settings, !commit.has_value());
}

BuildOrder Slots::order(int number) const {
    const auto& job = *slots_[static_cast<std::size_t>(number)].job;
    const auto position = job.positions.front();
    BuildOrder order;
    order.board = job.board;
    order.arch = job.arch;
    order.make_flags = job.make_flags;
    order.defconfig = job.defconfig;
    order.commit = terms_.commits[static_cast<std::size_t>(position)];
    const auto busy = std::max(active(), 1);
    order.jobs = terms_.settings->jobs > 0 ? terms_.settings->jobs
                                           : std::max((terms_.processors + busy - 1) / busy, 1);
    order.place = place(number);
    order.folder = folder_of(job);
    order.settings = terms_.settings;
    order.toolchains = toolchains_;
    return order;
}

std::string Slots::folder_of(const Job& job) const {
    if (!job.lease) return {};
    if (terms_.send_files)
        return artefact_folder(terms_.work_dir, *job.lease, job.positions.front());
    return result_folder(*terms_.settings, *job.lease, job.positions.front());
}

void Slots::build_next(int number) { take_turn(number, builder_.begin(number, order(number))); }

void Slots::take_turn(int number, Turn turn) {
    auto& slot = slots_[static_cast<std::size_t>(number)];
    if (auto* step = std::get_if<recipe::Step>(&turn)) {
        slot.phase = Phase::building;
        outbox_.push(StartStep{number, std::move(*step), place(number)});
        return;
    }
    slot.phase = Phase::idle;
    finish_position(slot, std::get<BuildEnd>(std::move(turn)));
}

void Slots::finish_position(Slot& slot, BuildEnd end) {
    auto& job = *slot.job;
    const auto position = job.positions.front();
    const auto folder = folder_of(job);
    job.positions.pop_front();
    protocol::BuildResult result;
    result.board = job.board;
    result.commit_upto = position;
    result.return_code = end.return_code;
    result.stderr_text = std::move(end.err);
    result.stdout_text = std::move(end.out);
    result.load_avg = slot.load_average;
    result.sizes = std::move(end.sizes);
    result.lines = std::move(end.lines);
    result.config = std::move(end.config);
    result.lease = job.lease;
    result.cause = end.cause;
    result.files = std::move(end.files);
    result.reconfigured = end.reconfigured;
    result.carried_from = end.carried_from.value_or("");
    result.verified_from = end.verified_from.value_or("");
    result.verified_changes = std::move(end.verified_changes);
    if (terms_.send_files && job.lease)
        deliveries_.add(std::move(result), folder);
    else
        outbox_.send(result);
    queue_.settle(job, position);
    // A worktree that lost its footing is looked at again.
    if (end.cause == protocol::Cause::checkout) slot.has_worktree = false;
}

void Slots::handle(const WorktreeReady& event) {
    auto* slot = find(event.slot);
    if (!slot || slot->phase != Phase::preparing) return;
    slot->phase = Phase::idle;
    slot->has_worktree = true;
    outbox_.send(protocol::WorktreeCreated{event.slot});
    if (slot->job)
        outbox_.send(protocol::Heartbeat{slot->job->board, event.slot, slot->job->lease});
}

void Slots::handle(const WorktreeFailed& event) {
    auto* slot = find(event.slot);
    if (!slot || slot->phase != Phase::preparing) return;
    slot->phase = Phase::idle;
    if (!slot->job) return;
    outbox_.send(protocol::Heartbeat{slot->job->board, event.slot, slot->job->lease});
    slot->job->doom = Doom{protocol::Cause::checkout, "cannot make the worktree: " + event.message};
}

void Slots::handle(StepEnded event) {
    auto* slot = find(event.slot);
    if (!slot) return;
    if (slot->phase == Phase::aborting) {
        slot->phase = Phase::idle;
        builder_.abandon(event.slot, std::move(event.result));
    } else if (slot->phase == Phase::building) {
        slot->load_average = event.load_average;
        take_turn(event.slot, builder_.resume(event.slot, std::move(event.result)));
    }
}

void Slots::end_job(int number) {
    auto& slot = slots_[static_cast<std::size_t>(number)];
    queue_.drop(*slot.job);
    let_go(slot);
    if (slot.phase != Phase::building) return;
    slot.phase = Phase::aborting;
    outbox_.push(AbortSlot{number});
}

bool Slots::cancel(std::int64_t lease) {
    for (int number = 0; auto& slot : slots_) {
        if (slot.job && slot.job->lease == lease) {
            end_job(number);
            return true;
        }
        ++number;
    }
    return false;
}

void Slots::abort_all() {
    for (int number = 0; auto& slot : slots_) {
        if (slot.job) end_job(number);
        ++number;
    }
}

bool Slots::quiet() const {
    return std::ranges::all_of(
        slots_, [](const Slot& slot) { return slot.phase == Phase::idle && !slot.job; });
}

std::vector<protocol::Heartbeat> Slots::beats() const {
    std::vector<protocol::Heartbeat> result;
    for (int number = 0; const auto& slot : slots_) {
        const bool preparing = slot.phase == Phase::preparing;
        if (slot.job) result.push_back({preparing ? "" : slot.job->board, number, slot.job->lease});
        ++number;
    }
    return result;
}

}  // namespace bm::worker
