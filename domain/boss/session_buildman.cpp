// SPDX-License-Identifier: GPL-2.0-or-later
// A worker of buildman's dialect: it knows no lease, and names the board alone.
#include <algorithm>
#include <utility>

#include "domain/boss/session.hpp"
#include "domain/core/shown.hpp"
#include "domain/diagnostic/trouble.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::boss {
namespace {

namespace limits = protocol::limits;

/// Who decided the return code, as far as it tells (P 1.3, 1.5). It looks at nothing but make's
/// words.
protocol::Cause cause_of(const protocol::BuildResult& result,
                         const std::optional<diagnostic::Trouble>& trouble) {
    using protocol::Cause;
    if (result.return_code == 10) return Cause::toolchain;
    if (result.return_code < 0) return Cause::signal;
    if (result.stderr_text.starts_with("make failed to start: ")) return Cause::start;
    if (result.return_code == 0)
        return diagnostic::skew_in(result.stderr_text) ? Cause::doubtful : Cause::make;
    if (!trouble) return Cause::make;
    return diagnostic::sure(trouble->kind) ? Cause::machine : Cause::doubtful;
}

}  // namespace

std::optional<std::int64_t> Session::lease_of(const std::string& board) const {
    const auto found =
        std::ranges::find_if(held_, [&](const auto& h) { return h.second.lease.name == board; });
    if (found == held_.end()) return std::nullopt;
    return found->first;
}

/// The worker is at this board.
void Session::note_sign(Held& held) {
    held.begun = true;
    held.last_sign = now_;
    note_sign_of_work();
}

/// While it works, what waits there waits on.
void Session::note_sign_of_work() {
    for (auto& entry : held_)
        if (!entry.second.begun) entry.second.last_sign = now_;
}

/// How many boards it may have. Where all of its threads are used, one more waits there.
std::size_t Session::room() const {
    if (!speaks_buildman()) return slots_;
    const bool all_used = static_cast<std::int64_t>(slots_) == offered_;
    const auto most = slots_ + (all_used ? 1 : 0);
    return most - std::min(most, running_out_.size());
}

/// Whether the result is of a board that it builds on though nothing of it is owed.
bool Session::runs_out(const protocol::BuildResult& result) {
    const auto found = std::ranges::find_if(
        running_out_, [&](const auto& entry) { return entry.second.name == result.board; });
    if (found == running_out_.end()) return false;
    found->second.last_sign = now_;
    note_sign_of_work();
    if (result.commit_upto + 1 == std::ssize(terms_->commits)) running_out_.erase(found);
    return true;
}

void Session::hear_buildman(protocol::BuildResult result) {
    const auto named = "a result of '" + core::shown(result.board) + "'";
    const auto lease = lease_of(result.board);
    if (!lease && runs_out(result)) return;
    if (!lease && past_boards_.contains(result.board)) return remark(named + " came late");
    if (!lease) return refuse(named + ", a board that it does not have");
    const auto commit = result.commit_upto;
    if (commit < 0 || commit >= std::ssize(terms_->commits))
        return refuse(named + " at no commit of the campaign");
    auto& held = held_.at(*lease);
    note_sign(held);
    const bool last = commit == std::ssize(terms_->commits) - 1;
    if (held.owed.contains(core::CommitId{commit})) {
        result.lease = *lease;
        const auto trouble = diagnostic::trouble_in(result.stderr_text);
        result.cause = cause_of(result, trouble);
        if (result.cause == protocol::Cause::machine)
            result.stderr_text = trouble->line + "\n" + result.stderr_text;
        result.files.clear();
        result.reconfigured = false;
        result.carried_from.clear();
        result.verified_from.clear();
        if (!result.lines.empty()) result.config.insert_or_assign("lines", result.lines);
        check(held, std::move(result));
    }
    if (last && held_.contains(*lease)) give_back(*lease, "its result never came");
}

void Session::hear_buildman(const protocol::Heartbeat& message) {
    const auto lease = lease_of(message.board);
    if (!lease || message.thread < 0 || message.thread >= limits::slots) return;
    note_sign(held_.at(*lease));
    const auto before = std::exchange(threads_[message.thread], *lease);
    if (before == *lease) return;
    running_out_.erase(before);
    give_back(before, "its thread went on to another board");
}

}  // namespace bm::boss
