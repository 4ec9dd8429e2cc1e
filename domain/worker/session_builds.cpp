// SPDX-License-Identifier: GPL-2.0-or-later
// How a session's builds begin and end.
#include <algorithm>
#include <memory>
#include <utility>

#include "domain/core/names.hpp"
#include "domain/protocol/limits.hpp"
#include "domain/worker/answers.hpp"
#include "domain/worker/session.hpp"

namespace bm::worker {
namespace {

using namespace std::chrono_literals;

/// Leaves part of limits::quit_limit for the answer.
constexpr core::Duration kill_limit = protocol::limits::quit_limit - 500ms;
constexpr std::int64_t most_slots = 256;

bool good_commits(const protocol::CommitList& commits) {
    if (std::ranges::all_of(commits, [](const auto& commit) { return !commit; })) return true;
    return std::ranges::all_of(
        commits, [](const auto& commit) { return commit && core::is_commit_hash(*commit); });
}

}  // namespace

void Session::look_at_repository(protocol::CommitList commits) {
    if (commits.empty()) commits.emplace_back(std::nullopt);
    if (!good_commits(commits)) return outbox_.send_error(answers::bad_commits);
    commits_ = std::move(commits);
    state_ = State::preparing;
    if (commits_.front())
        outbox_.push(CheckRepository{*commits_.front(), static_cast<int>(settings_.abbrev)});
    else
        begin_builds({});
}

int Session::slots_to_use() const {
    if (settings_.work_in_output) return 1;
    const auto wanted = settings_.threads > 0 ? settings_.threads : options_.processors;
    return static_cast<int>(std::clamp<std::int64_t>(wanted, 1, most_slots));
}

void Session::begin_builds(const std::optional<Doom>& doom) {
    auto slots = slots_to_use();
    if (!batch_.empty()) slots = std::min(slots, static_cast<int>(batch_.size()));
    jobs_.open(commits_.size());
    slots_.open({options_.work_dir, commits_, std::make_shared<const protocol::Settings>(settings_),
                 slots, options_.processors, send_files_});
    if (commits_.front()) outbox_.send(protocol::BuildStarted{slots});
    if (batch_.empty()) {
        outbox_.send(protocol::BuildPrepareDone{});
        state_ = State::open;
        return;
    }
    for (const auto& board : batch_) {
        const auto taken = jobs_.accept({board.board, board.arch, {}, {}, {}}, doom);
        if (!taken) outbox_.send_error(taken.error().message);
    }
    batch_.clear();
    state_ = State::draining;
}

void Session::end_builds(State next) {
    state_ = next;
    kill_deadline_ = now_ + kill_limit;
    commands_.clear();
    slots_.abort_all();
    deliveries_.clear();
    jobs_.clear();
}

void Session::finish() {
    const bool quit = state_ == State::quitting;
    state_ = State::over;
    kill_deadline_.reset();
    if (temporary_directory_) outbox_.push(RemoveDirectory{options_.work_dir});
    if (quit) outbox_.send(protocol::QuitAck{});
    outbox_.push(Exit{quit ? 0 : 1});
}

}  // namespace bm::worker
