// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/boss_engine.hpp"

#include <algorithm>
#include <csignal>
#include <utility>
#include <variant>

#include "domain/core/shown.hpp"

namespace bm::app::engine {
namespace {

constexpr std::size_t longest_error_line = 4096;

}  // namespace

BossEngine::BossEngine(BossWorld world, boss::Campaign& campaign, Naming naming)
    : world_(std::move(world)), campaign_(campaign), naming_(std::move(naming)) {
    for (const auto& place : world_.places)
        if (place.machine)
            place.machine->when_lost([this, name = place.name](const std::string& reason) {
                world_.reporter.worker_said(name, reason);
            });
}

BossEngine::~BossEngine() {
    for (const auto& place : world_.places)
        if (place.machine) place.machine->when_lost(nullptr);
}

boss::Finish BossEngine::run() {
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        world_.loop.on_signal(number, [this] { feed(boss::Interrupt{}); });
    world_.loop.on_signal(SIGWINCH, [this] { refresh(); });
    feed(boss::Tick{});
    if (!finish_) world_.loop.run();
    return finish_.value_or(boss::Finish{});
}

/// What an effect answers at once is handed in after the effects before it.
void BossEngine::feed(const boss::CampaignEvent& event) {
    waiting_.push_back(event);
    if (std::exchange(feeding_, true)) return;
    while (!waiting_.empty() && !finish_) {
        const auto next = std::move(waiting_.front());
        waiting_.erase(waiting_.begin());
        for (auto& effect : campaign_.handle(next, world_.loop.now())) perform(std::move(effect));
    }
    feeding_ = false;
    arm();
}

void BossEngine::arm() {
    if (finish_) return;
    if (world_.loop.now() >= world_.reporter.refresh_due()) refresh();
    const auto never = core::Instant::max();
    const auto due =
        std::min({campaign_.next_deadline().value_or(never), next_start_deadline().value_or(never),
                  world_.reporter.refresh_due()});
    world_.loop.set_deadline(due == never ? std::nullopt : std::optional(due), [this] {
        ended_.clear();  // none of them is at work here
        tick_starts();
        feed(boss::Tick{});
    });
}

void BossEngine::refresh() {
    const auto now = world_.loop.now();
    std::vector<result::SlotAtWork> slots;
    for (const auto& [place, at] : campaign_.at_work()) {
        const auto& commit = commit_of(at.build);
        slots.push_back({place, board_of(at.build), commit.folder, commit.label, commit.subject,
                         now - at.since});
    }
    world_.reporter.refresh(slots, now);
}

void BossEngine::perform(boss::CampaignEffect effect) {
    std::visit([this](const auto& one) { perform(one); }, effect);
}

BossEngine::Running* BossEngine::find(core::WorkerId worker) {
    const auto found = workers_.find(worker);
    return found == workers_.end() ? nullptr : found->second.get();
}

void BossEngine::perform(const boss::StartWorker& effect) {
    const auto& place = world_.places.at(effect.place);
    auto& running = workers_[effect.worker] = std::make_unique<Running>();
    running->place = place.name;
    running->sender = place.sender;
    if (place.machine)
        make_ready(effect.worker, *running, place);
    else if (launch(effect.worker, *running, place.command) && place.sender)
        feed(boss::WorkerStarted{effect.worker});
}

void BossEngine::perform(const boss::Send& effect) {
    if (auto* worker = find(effect.worker); worker && worker->process)
        worker->process->input().write(effect.line + "\n");
}

void BossEngine::perform(const boss::CloseInput& effect) {
    if (auto* worker = find(effect.worker); worker && worker->process)
        worker->process->input().close();
}

void BossEngine::perform(const boss::KillWorker& effect) {
    auto* worker = find(effect.worker);
    if (!worker) return;
    if (worker->sender) return end_command(*worker);
    if (!worker->process) {
        if (worker->start) worker->start->stop();
        return;
    }
    worker->process->kill();
    // The connection that it shares holds its streams open for as long as it is silent.
    if (worker->start) worker->start->cut_off();
}

void BossEngine::hear(core::WorkerId worker, std::string_view bytes) {
    auto* running = find(worker);
    if (!running) return;
    for (auto& frame : running->framer.feed(bytes))
        feed(boss::WorkerFrame{worker, std::move(frame)});
}

void BossEngine::overhear(core::WorkerId worker, std::string_view bytes) {
    auto* running = find(worker);
    while (running && !bytes.empty()) {
        const auto newline = bytes.find('\n');
        auto& rest = running->error_rest;
        if (rest.size() < longest_error_line)
            rest += bytes.substr(0, std::min(newline, longest_error_line - rest.size()));
        if (newline == std::string_view::npos) return;
        bytes.remove_prefix(newline + 1);
        if (rest.empty()) continue;
        world_.reporter.worker_said(running->place, core::shown(rest, longest_error_line));
        running->last_error = std::exchange(rest, {});
    }
}

void BossEngine::bury(core::WorkerId worker, int status, int signal) {
    const auto found = workers_.find(worker);
    if (found == workers_.end()) return;
    // Its last word may have no end of line.
    const auto& rest = found->second->error_rest;
    boss::WorkerClosed closed{worker, status, std::nullopt,
                              rest.empty() ? found->second->last_error : rest};
    if (signal != 0) closed.signal = signal;
    stop_sending(*found->second);
    ended_.push_back(std::move(found->second));
    workers_.erase(found);
    feed(closed);
}

const Naming::Commit& BossEngine::commit_of(core::BuildId build) const {
    return naming_.commits.at(static_cast<std::size_t>(build.commit.value));
}

const std::string& BossEngine::board_of(core::BuildId build) const {
    return campaign_.plan().boards.at(static_cast<std::size_t>(build.board.value)).name;
}

ports::BuildFolder BossEngine::folder_of(core::BuildId build) const {
    if (naming_.in_base) return {};
    return {commit_of(build).folder, board_of(build)};
}

std::string BossEngine::spool_of(core::LeaseId lease, core::CommitId commit) const {
    return naming_.spool + "/" + std::to_string(lease.value) + "." + std::to_string(commit.value);
}

core::Expected<void> BossEngine::handle(const boss::OpenFiles& order) {
    return world_.artefacts.open(spool_of(order.lease, order.commit));
}

core::Expected<void> BossEngine::handle(const boss::AddToFile& order) {
    return world_.artefacts.add(spool_of(order.lease, order.commit), order.name, order.offset,
                                order.bytes, order.data);
}

core::Expected<void> BossEngine::handle(const boss::CheckFile& order) {
    return world_.artefacts.check(spool_of(order.lease, order.commit), order.file);
}

core::Expected<void> BossEngine::handle(const boss::DropFiles& order) {
    world_.artefacts.remove(spool_of(order.lease, order.commit));
    return {};
}

void BossEngine::perform(const boss::HandleFiles& effect) {
    std::visit(
        [&](const auto& order) {
            if (const auto done = handle(order); !done)
                feed(boss::FilesFailed{effect.worker, order.lease, order.commit, done.error()});
        },
        effect.order);
}

/// Of a Store or a KeepSecond.
template <class Effect>
result::Outcome BossEngine::outcome_of(const Effect& effect) const {
    const auto& got = effect.result;
    result::Outcome outcome;
    outcome.return_code = static_cast<int>(got.return_code);
    outcome.stdout_text = got.stdout_text;
    outcome.stderr_text = got.stderr_text;
    outcome.carried_from = got.carried_from;
    if (effect.remote) outcome.host = effect.host;
    outcome.spool_folder = spool_of(effect.lease, effect.build.commit);
    outcome.spooled = got.files;
    outcome.texts = got.config;
    outcome.sizes = got.sizes;
    return outcome;
}

void BossEngine::perform(const boss::KeepSecond& effect) {
    const auto kept = world_.store.keep_second(folder_of(effect.build), outcome_of(effect));
    if (!kept)
        world_.reporter.note({boss::Note::Severity::warning,
                              "The second outcome is not kept: " + kept.error().message});
}

/// An outcome that cannot be compared was not verified, and that is said.
std::vector<std::string> BossEngine::compared(const ports::BuildFolder& folder, core::BuildId build,
                                              const std::string& from) {
    const auto& commits = campaign_.plan().commits;
    const auto at = std::ranges::find(commits, from);
    if (at == commits.end()) return {};
    const auto other = folder_of({build.board, {at - commits.begin()}});
    auto different = world_.store.different(folder, other);
    if (different) return std::move(*different);
    world_.reporter.note({boss::Note::Severity::warning,
                          "An outcome cannot be verified: " + different.error().message});
    return {};
}

void BossEngine::perform(const boss::Store& effect) {
    const auto& got = effect.result;
    const auto outcome = outcome_of(effect);
    std::optional<ports::BuildFolder> neighbour;
    if (effect.build.commit.value > 0 && !naming_.in_base)
        neighbour = folder_of({effect.build.board, {effect.build.commit.value - 1}});
    const auto folder = folder_of(effect.build);
    boss::StoreDone done{effect.build, std::nullopt};
    if (auto stored = world_.store.put(folder, outcome, neighbour); !stored)
        done.error = stored.error();
    else if (!got.verified_from.empty())
        done.different = compared(folder, effect.build, got.verified_from);
    if (!done.error)
        world_.reporter.build(
            {folder.board, folder.commit, commit_of(effect.build).label, effect.host, got});
    feed(done);
}

/// What the history cannot take is lost to it, and said once.
void BossEngine::perform(const boss::Attempted& effect) {
    if (!world_.history) return;
    const auto& plan = campaign_.plan();
    const auto& commit = plan.commits.at(static_cast<std::size_t>(effect.build.commit.value));
    ports::Attempt attempt{board_of(effect.build), commit.value_or(""), effect.host, effect.took,
                           effect.return_code};
    if (effect.fault) attempt.fault = retry::word(*effect.fault);
    attempt.said = effect.said;
    if (const auto added = world_.history->add(attempt); !added) {
        world_.reporter.note({boss::Note::Severity::warning, added.error().message});
        world_.history = nullptr;
    }
}

void BossEngine::perform(const boss::Note& effect) { world_.reporter.note(effect); }

void BossEngine::perform(const boss::Progress& effect) {
    std::string_view board;
    if (effect.last) board = board_of(*effect.last);
    world_.reporter.progress(effect, board, world_.loop.now());
}

void BossEngine::perform(const boss::Finish& effect) {
    finish_ = effect;
    world_.reporter.clear();
    world_.loop.set_deadline(std::nullopt, nullptr);
    world_.loop.stop();
}

}  // namespace bm::app::engine
