// SPDX-License-Identifier: GPL-2.0-or-later
// What a boss asks of the world.
#include <fmt/format.h>

#include <algorithm>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"
#include "sim/world.hpp"

namespace bm::sim {
namespace {

using namespace std::chrono_literals;
namespace limits = protocol::limits;

constexpr std::uint64_t no_number = 0;

std::string folder_of(core::LeaseId lease, core::CommitId commit) {
    return fmt::format("{}.{}", lease.value, commit.value);
}

}  // namespace

// ---- workers

void World::perform(const boss::StartWorker& order) {
    const auto id = order.worker;
    note("start", static_cast<std::uint64_t>(id.value), scenario_.config.places[order.place].name);
    watch_.started(now_, order.place);
    while (std::ssize(workers_) <= id.value) workers_.push_back(nullptr);
    for (const bool again : {true, false})
        if (comes(again ? Fault::start_fails : Fault::start_impossible)) {
            count(again ? Fault::start_fails : Fault::start_impossible, order.place);
            if (!again) tell_later(5ms, boss::StartFailed{id, "no such machine", false});
            if (!again) return watch_.unusable(order.place);
            return tell_later(5ms, boss::StartFailed{id, "it cannot be reached", true});
        }
    if (!scenario_.config.places[order.place].remote) return begin_worker(id, order.place, now_);
    coming_.insert(id);
    const auto way = scenario_.faults.any() ? dice_.between(100ms, 40s) : dice_.between(100ms, 2s);
    at(way, [this, id, place = order.place, number = campaigns_, asked = now_] {
        if (campaigns_ == number && campaign_ && coming_.contains(id))
            begin_worker(id, place, asked);
    });
}

/// A worker waits for the work directory, which whoever was left there holds.
void World::begin_worker(core::WorkerId id, std::size_t machine, core::Instant asked) {
    const bool remote = scenario_.config.places[machine].remote;
    if (!on_[machine].empty()) {
        if (now_ - asked < limits::holder_limit) {
            at(limits::holder_look_every, [this, id, machine, asked, number = campaigns_, remote] {
                if (campaigns_ == number && campaign_ && (!remote || coming_.contains(id)))
                    begin_worker(id, machine, asked);
            });
            return;
        }
        coming_.erase(id);
        ++report_.faults[static_cast<std::size_t>(Fault::tidy_fails)];
        watch_.fault(now_, machine);
        return tell_later(1ms, boss::StartFailed{id, "its work directory is in use", true});
    }
    coming_.erase(id);
    auto& process = make_process(id, machine);
    draw_faults_of(process);
    tell_later(process, dice_.between(1ms, 300ms), worker::Started{});
    if (remote) tell(boss::WorkerStarted{id});
}

Process& World::make_process(core::WorkerId id, std::size_t machine) {
    if (on_[machine].size() > 0)
        watch_.violated(now_, invariant::one_worker,
                        fmt::format("two workers on machine{}", machine));
    auto& process = *processes_.emplace_back(std::make_unique<Process>(scenario_, machine, now_));
    process.number = processes_.size();
    process.campaign = campaigns_;
    process.id = id;
    workers_[static_cast<std::size_t>(id.value)] = newest_[machine] = &process;
    on_[machine].push_back(&process);
    return process;
}

void World::draw_faults_of(Process& process) {
    const auto moment = [&] {
        return dice_.chance(400) ? dice_.between(0s, 5s) : dice_.between(0s, 400s);
    };
    const auto later = [&](core::Duration after, auto happens) {
        at(after, [&process, happens] {
            if (process.exists) happens();
        });
    };
    if (!scenario_.machines[process.machine].lacks.empty()) {
        ++report_.faults[static_cast<std::size_t>(Fault::no_toolchain)];
        process.standing = true;
        watch_.fault(now_, process.machine);
    }
    if (comes(Fault::link_slow, process)) {
        process.latency = dice_.between(100ms, 3s);
        process.standing = true;
    }
    if (comes(Fault::worker_lies, process)) process.lies = process.standing = true;
    if (comes(Fault::worker_crashes))
        later(moment(), [this, &process] {
            count(Fault::worker_crashes, process.machine);
            blame(process);
            exit(process, 0, 11, "it crashed");
        });
    if (comes(Fault::worker_freezes))
        later(moment(), [this, &process] {
            count(Fault::worker_freezes, process.machine);
            process.standing = true;
            process.thaws = std::max(process.thaws, now_ + dice_.between(1s, 200s));
        });
    if (comes(Fault::worker_hangs))
        later(moment(), [this, &process] {
            count(Fault::worker_hangs, process.machine);
            process.standing = true;
            process.thaws = core::Instant::max();
        });
    if (comes(Fault::worker_slows))
        later(moment(), [this, &process] {
            count(Fault::worker_slows, process.machine);
            process.speed = std::max<std::int64_t>(process.speed / 10, 1);
        });
}

void World::perform(const boss::CloseInput& order) {
    auto* process = workers_.at(static_cast<std::size_t>(order.worker.value));
    if (process && process->linked) tell_later(*process, 1ms, worker::InputEnded{});
}

void World::perform(const boss::KillWorker& order) {
    if (coming_.erase(order.worker) > 0)
        return tell_later(1ms, boss::StartFailed{order.worker, "ended by us", false});
    auto* process = workers_.at(static_cast<std::size_t>(order.worker.value));
    if (!process) return;
    note("kill", process->number, "");
    if (scenario_.config.places[process->machine].remote) {
        if (process->linked) {
            cut(*process);
            close_at_boss(*process, 0, 9, "");
        }
        return;
    }
    exit(*process, 0, 9, "");
}

void World::perform(const boss::PushCommits& order) {
    auto* process = workers_.at(static_cast<std::size_t>(order.worker.value));
    const bool fails = process && comes(Fault::push_fails, *process);
    tell_later(dice_.between(100ms, scenario_.faults.any() ? 20s : 1s),
               boss::CommitsPushed{order.worker, fails ? "the connection was reset" : "", true});
}

void World::perform(const boss::EndLeftover& order) {
    at(dice_.between(100ms, 8s), [this, place = order.place, number = campaigns_] {
        if (campaigns_ != number || !campaign_) return;
        const bool known = !comes(Fault::tidy_fails);
        if (!known) count(Fault::tidy_fails, place);
        if (known)
            for (auto* process : std::vector<Process*>(on_[place]))
                exit(*process, 0, 9, "ended by us");
        tell(boss::LeftoverEnded{place, known ? "ended it" : "it does not answer", known});
    });
}

void World::perform(const boss::Send& order) {
    auto* process = workers_.at(static_cast<std::size_t>(order.worker.value));
    if (!process) return;
    if (order.line.starts_with("{\"cmd\": \"build_board\"")) {
        const auto message = protocol::decode_to_worker(order.line);
        if (const auto* job = message ? std::get_if<protocol::BuildBoard>(&*message) : nullptr) {
            boss::Lease lease{core::LeaseId{job->lease.value_or(0)},
                              core::BoardId{scenario_.boards.at(job->board)},
                              job->board,
                              job->arch,
                              {},
                              {}};
            for (const auto position : job->positions.value_or(std::vector<std::int64_t>{}))
                lease.commits.push_back(core::CommitId{position});
            watch_.given(now_, lease, *process);
            if (process->lies) process->given[lease.id.value] = std::move(lease);
        }
    }
    if (process->linked) send_down(*process, order.line);
}

// ---- results

void World::perform(const boss::HandleFiles& order) {
    core::Expected<void> done;
    if (const auto* open = std::get_if<boss::OpenFiles>(&order.order)) {
        spool_[folder_of(open->lease, open->commit)].clear();
    } else if (const auto* add = std::get_if<boss::AddToFile>(&order.order)) {
        auto& files = spool_[folder_of(add->lease, add->commit)];
        if (add->offset == 0) files.push_back({add->name, ""});
        auto& file = files.back();
        const bool fits = file.name == add->name && std::ssize(file.bytes) == add->offset &&
                          std::ssize(add->data) == add->bytes;
        if (now_ < full_until_)
            done = core::fail(core::ErrorKind::no_space, "No space left on device");
        else if (!fits)
            done = core::fail(core::ErrorKind::refused, "a chunk does not fit");
        else
            file.bytes += add->data;
    } else if (const auto* check = std::get_if<boss::CheckFile>(&order.order)) {
        const auto& files = spool_[folder_of(check->lease, check->commit)];
        const auto file = std::ranges::find(files, check->file.name, &File::name);
        if (file == files.end() || hash_of(file->bytes) != check->file.sha256)
            done = core::fail(core::ErrorKind::refused, check->file.name + " is another file");
    } else if (const auto* drop = std::get_if<boss::DropFiles>(&order.order)) {
        spool_.erase(folder_of(drop->lease, drop->commit));
    }
    if (done) return;
    std::visit(
        [&](const auto& it) {
            answers_.push_back(boss::FilesFailed{order.worker, it.lease, it.commit, done.error()});
        },
        order.order);
}

std::vector<File> World::take_files(const boss::Store& order) {
    auto files = spool_.extract(folder_of(order.lease, order.build.commit));
    if (files.empty()) return {};
    std::ranges::sort(files.mapped(), {}, &File::name);
    return std::move(files.mapped());
}

void World::perform(const boss::Store& order) {
    watch_.stores(now_, order, take_files(order), order.remote);
    std::optional<core::Error> error;
    if (comes(Fault::store_full)) {
        ++report_.faults[static_cast<std::size_t>(Fault::store_full)];
        full_until_ = now_ + dice_.between(1s, 60s);
    }
    if (now_ < full_until_) {
        error = core::Error{core::ErrorKind::no_space, "No space left on device"};
    } else if (comes(Fault::store_fails)) {
        ++report_.faults[static_cast<std::size_t>(Fault::store_fails)];
        error = core::Error{core::ErrorKind::environment, "Input/output error"};
    }
    ++being_stored_;
    const auto time = dice_.chance(20) ? dice_.between(1ms, 2s) : dice_.between(1ms, 50ms);
    at(time, [this, build = order.build, error, number = campaigns_] {
        const bool alive = campaign_ && campaigns_ == number;
        // Of a boss that was killed some had been written.
        if (!alive && (error || campaigns_ > number || !dice_.chance(500))) return;
        if (error)
            watch_.store_failed(build);
        else
            watch_.stored(now_, build), last_stored_ = now_;
        if (!alive) return;
        --being_stored_;
        tell(boss::StoreDone{build, error});
    });
}

void World::perform(const boss::KeepSecond& order) {
    spool_.erase(folder_of(order.lease, order.build.commit));
    watch_.keeps_second(now_, order);
    ++report_.seconds;
    note("second", no_number, order.host);
}

void World::perform(const boss::Note& said) { note("note", no_number, said.text); }

}  // namespace bm::sim
