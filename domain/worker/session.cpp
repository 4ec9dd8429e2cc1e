// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/session.hpp"

#include <algorithm>
#include <utility>

#include "domain/protocol/limits.hpp"
#include "domain/protocol/pace.hpp"
#include "domain/worker/answers.hpp"
#include "domain/worker/configuration.hpp"

namespace bm::worker {
namespace {

using namespace std::chrono_literals;

/// How often a boss that does not read is looked at.
constexpr core::Duration look_again = 250ms;

}  // namespace

Session::Session(SessionOptions options, Builder& builder)
    : options_(std::move(options)),
      deliveries_(outbox_),
      slots_(builder, jobs_, outbox_, deliveries_) {}

Effects Session::handle(const Event& event, core::Instant now) {
    if (state_ == State::over) return {};
    now_ = now;
    std::visit([this](const auto& e) { on(e); }, event);
    settle();
    return outbox_.take();
}

std::optional<core::Instant> Session::next_deadline() const {
    if (state_ == State::over) return std::nullopt;
    if (kill_deadline_) return kill_deadline_;
    auto result = heartbeats_.deadline();
    const auto sooner = [&](std::optional<core::Instant> when) {
        if (when && (!result || *when < *result)) result = when;
    };
    sooner(silence_.deadline());
    sooner(deliveries_.deadline());
    if (outbox_.full()) sooner(now_ + look_again);
    return result;
}

void Session::settle() {
    if (silence_.broken(now_)) on(InputEnded{});
    while (may_run_command()) run_next_command();
    if (state_ == State::open || state_ == State::draining) {
        deliveries_.advance(now_);
        slots_.fill();
        if (heartbeats_.due(now_)) heartbeats_.tick(beats(), outbox_, now_);
        if (state_ == State::draining && slots_.quiet() && !jobs_.has_waiting() &&
            deliveries_.quiet()) {
            state_ = State::idle;
            outbox_.send(protocol::BuildsFinished{});
            return settle();
        }
    } else if (state_ == State::quitting || state_ == State::stopping) {
        if (slots_.quiet() || now_ >= *kill_deadline_) finish();
    } else {
        heartbeats_.tick({}, outbox_, now_);
    }
}

// ---- what happens

void Session::on(const Started&) {
    heartbeats_.start(now_);
    const auto before = outbox_.dialect();
    outbox_.set_dialect(protocol::Dialect::bm);
    outbox_.send(protocol::Ready{options_.processors, options_.processors,
                                 protocol::limits::protocol_version, offered_features()});
    outbox_.set_dialect(before);
}

void Session::on(const LineArrived& line) {
    silence_.heard(line.text, now_);
    if (line.text.find_first_not_of(" \t\r\n\v\f") == std::string::npos) return;
    auto command = read_command(line.text);
    if (command && needs_no_turn(*command))
        return std::visit([this](const auto& c) { run(c); }, *command);
    queue(std::move(command), line.text.size());
}

void Session::on(const LineRefused& line) {
    silence_.heard("refused", now_);
    queue(tl::unexpected(line.why), line.why.size());
}

void Session::on(const InputEnded&) {
    if (state_ != State::quitting && state_ != State::stopping) end_builds(State::stopping);
}

void Session::on(const StopSignal&) {
    if (state_ == State::stopping)
        kill_deadline_ = now_;
    else
        end_builds(State::stopping);
}

void Session::on(const RepositoryReady&) {
    if (state_ == State::preparing) begin_builds({});
}

void Session::on(const RepositoryFailed& event) {
    if (state_ != State::preparing) return;
    if (!batch_.empty()) return begin_builds(Doom{protocol::Cause::checkout, event.message});
    state_ = State::idle;
    outbox_.send_error(event.message);
}

void Session::on(const DirectoryReady& event) {
    if (state_ != State::setting_up) return;
    state_ = State::idle;
    options_.work_dir = event.work_dir;
    outbox_.send(protocol::SetupDone{event.work_dir, event.work_dir + "/.git"});
}

void Session::on(const DirectoryFailed& event) {
    if (state_ != State::setting_up) return;
    state_ = State::idle;
    temporary_directory_ = false;
    outbox_.send_error(event.message);
}

// ---- commands and their turn

/// While builds run out, waiting for what would end them, or send their files, would be no use.
bool Session::needs_no_turn(const protocol::ToWorker& command) const {
    if (state_ != State::draining) return false;
    if (const auto* cancel = std::get_if<protocol::Cancel>(&command))
        return jobs_.holds_lease(cancel->lease) || deliveries_.holds_lease(cancel->lease);
    return std::holds_alternative<protocol::Want>(command) ||
           std::holds_alternative<protocol::More>(command);
}

std::vector<protocol::Heartbeat> Session::beats() const {
    auto result = slots_.beats();
    for (auto& beat : deliveries_.beats()) result.push_back(std::move(beat));
    return result;
}

void Session::queue(Command command, std::size_t bytes) {
    if (state_ == State::quitting || state_ == State::stopping) return;
    if (commands_.push(std::move(command), bytes)) return;
    if (outbox_.full()) return on(InputEnded{});  // it talks and does not listen
    outbox_.send_error(answers::too_many_waiting);
}

bool Session::may_run_command() const {
    if (commands_.empty() || (state_ != State::idle && state_ != State::open)) return false;
    return !outbox_.full() || commands_.next_is_quit();
}

void Session::run_next_command() {
    const auto command = commands_.pop();
    if (command)
        std::visit([this](const auto& c) { run(c); }, *command);
    else
        outbox_.send_error(command.error());
}

void Session::run(const protocol::Setup& request) {
    if (state_ == State::open) return outbox_.send_error(answers::session_open);
    if (temporary_directory_) outbox_.push(RemoveDirectory{options_.work_dir});
    state_ = State::setting_up;
    temporary_directory_ = request.work_dir.empty();
    options_.work_dir.clear();
    outbox_.push(SetupDirectory{request.work_dir});
}

void Session::run(const protocol::Configure& request) {
    if (const auto good = check(request); !good) return outbox_.send_error(good.error().message);
    settings_ = request.settings;
    const auto pace = protocol::pace_of(settings_);
    heartbeats_.set_pace(pace.heartbeat_every, now_);
    silence_.set_longest(pace.boss_silence);
    send_files_ = std::ranges::find(request.features, artefacts_feature) != request.features.end();
    slots_.use_toolchains(request.toolchains);
    if (!request.features.empty()) silence_.expect_pings();
    outbox_.set_dialect(request.features.empty() ? protocol::Dialect::buildman
                                                 : protocol::Dialect::bm);
    outbox_.send(protocol::ConfigureDone{});
}

void Session::run(const protocol::BuildBoards& request) {
    if (state_ == State::open) return outbox_.send_error(answers::session_open);
    if (options_.work_dir.empty()) return outbox_.send_error(answers::no_work_dir);
    if (request.boards.empty()) return outbox_.send_error(answers::no_boards);
    batch_ = request.boards;
    look_at_repository(request.commits);
}

void Session::run(const protocol::BuildPrepare& request) {
    if (state_ == State::open) return outbox_.send_error(answers::session_open);
    if (options_.work_dir.empty()) return outbox_.send_error(answers::no_work_dir);
    batch_.clear();
    look_at_repository(request.commits);
}

void Session::run(const protocol::BuildBoard& request) {
    if (state_ != State::open) return outbox_.send_error(answers::no_builder);
    if (const auto taken = jobs_.accept(request); !taken) outbox_.send_error(taken.error().message);
}

void Session::run(const protocol::FinishBuilds&) {
    if (state_ == State::open)
        state_ = State::draining;
    else
        outbox_.send(protocol::BuildsFinished{});
}

void Session::run(const protocol::Cancel& request) {
    if (!jobs_.cancel(request.lease)) slots_.cancel(request.lease);
    deliveries_.cancel(request.lease);
}

void Session::run(const protocol::Quit&) { end_builds(State::quitting); }

}  // namespace bm::worker
