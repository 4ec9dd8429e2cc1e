// SPDX-License-Identifier: GPL-2.0-or-later
// How a worker comes to run, here or on a machine that must be made ready first.
#include <algorithm>
#include <utility>

#include "apps/bm/engine/boss_engine.hpp"
#include "domain/machine/answers.hpp"

namespace bm::app::engine {

void BossEngine::make_ready(core::WorkerId worker, Running& running, const Machinery& place) {
    auto* machine = place.machine;
    const auto say = [this, name = place.name](const std::string& text) {
        world_.reporter.note({boss::Note::Severity::detail, name + ": " + text, name});
    };
    const auto tell = [this, name = place.name](const std::string& text) {
        world_.reporter.note({boss::Note::Severity::warning, "machine " + name + " " + text, name});
    };
    auto terms = place.terms;
    if (const auto share = shares_.find(place.name); share != shares_.end())
        terms.share = share->second;
    const auto ready = [this, worker, machine, name = place.name](const machine::Ready& done) {
        shares_[name] = done.most;
        auto* found = find(worker);
        if (!found) return;
        const auto command = machine->worker_command(done, world_.debug);
        if (launch(worker, *found, command)) feed(boss::WorkerStarted{worker, done.most});
    };
    const auto failed = [this, worker](const machine::Failed& what) {
        start_failed(worker, what.reason, what.again);
    };
    running.start = std::make_unique<MachineStart>(
        *machine, std::move(terms),
        MachineStart::Handlers{[this] { return world_.loop.now(); }, say, tell, ready, failed});
    running.start->begin();
}

bool BossEngine::launch(core::WorkerId worker, Running& running,
                        const std::vector<std::string>& command) {
    auto launched = world_.launcher.launch(
        command, {[this, worker](std::string_view bytes) { hear(worker, bytes); },
                  [this, worker](std::string_view bytes) { overhear(worker, bytes); },
                  [this, worker](int status, int signal) { bury(worker, status, signal); }});
    if (launched)
        running.process = std::move(*launched);
    else
        start_failed(worker, launched.error().message, true);
    return launched.has_value();
}

void BossEngine::start_failed(core::WorkerId worker, const std::string& message, bool again) {
    const auto found = workers_.find(worker);
    if (found == workers_.end()) return;
    ended_.push_back(std::move(found->second));
    workers_.erase(found);
    feed(boss::StartFailed{worker, message, again});
}

void BossEngine::perform(const boss::PushCommits& effect) {
    const auto& place = world_.places.at(effect.place);
    const auto& repository = place.push_url.empty() ? effect.git_dir : place.push_url;
    auto* running = find(effect.worker);
    if (!place.sender || !running)
        return feed(boss::CommitsPushed{effect.worker, "there is no way to it"});
    running->sending = true;
    place.sender->send(repository,
                       [this, worker = effect.worker](const core::Expected<void>& done) {
                           if (auto* one = find(worker)) one->sending = false;
                           boss::CommitsPushed told{worker};
                           if (!done) {
                               told.problem = done.error().message;
                               told.again = machine::may_pass(done.error());
                           }
                           feed(told);
                       });
}

void BossEngine::perform(const boss::EndLeftover& effect) {
    const auto& place = world_.places.at(effect.place);
    const auto tell = [this, at = effect.place](const core::Expected<std::string>& done) {
        feed(boss::LeftoverEnded{at,
                                 done ? *done : done.error().message + "; --kill-workers ends it",
                                 done.has_value()});
    };
    if (!place.machine) return forget_command(effect.place);
    place.machine->end_worker(place.terms, tell);
}

/// The end of its input and a signal that it can catch: it may have what to end, too.
void BossEngine::end_command(Running& running) {
    stop_sending(running);
    if (!running.process) return;
    running.process->input().close();
    running.process->terminate();
}

void BossEngine::stop_sending(Running& running) {
    if (std::exchange(running.sending, false)) running.sender->abort();
}

/// A command that did not end when it was told to, or whose output another process keeps open, is
/// killed and listened to no more.
void BossEngine::forget_command(std::size_t place) {
    const auto& name = world_.places.at(place).name;
    const auto found = std::ranges::find_if(
        workers_, [&](const auto& entry) { return entry.second->place == name; });
    if (found == workers_.end())
        return feed(boss::LeftoverEnded{place, "its command has ended", true});
    if (found->second->process) found->second->process->kill();
    ended_.push_back(std::move(found->second));
    workers_.erase(found);
    feed(boss::LeftoverEnded{
        place, "its command did not end and was killed; look for what it started", false});
}

std::optional<core::Instant> BossEngine::next_start_deadline() const {
    std::optional<core::Instant> result;
    for (const auto& [id, running] : workers_) {
        if (!running->start || running->process) continue;
        const auto due = running->start->next_deadline();
        if (due && (!result || *due < *result)) result = due;
    }
    return result;
}

void BossEngine::tick_starts() {
    std::vector<core::WorkerId> starting;
    for (const auto& [id, running] : workers_)
        if (running->start && !running->process) starting.push_back(id);
    for (const auto id : starting)
        if (auto* running = find(id)) running->start->tick();
}

}  // namespace bm::app::engine
