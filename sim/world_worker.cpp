// SPDX-License-Identifier: GPL-2.0-or-later
// What a worker asks of the world, and how its process and its link end.
#include <fmt/format.h>

#include <algorithm>

#include "sim/world.hpp"

namespace bm::sim {
namespace {

using namespace std::chrono_literals;

constexpr core::Instant never = core::Instant::max();
/// However slow the machine is. Below what counts as no progress.
constexpr core::Duration make_limit = 12min;

}  // namespace

void World::tell(Process& process, const worker::Event& event) {
    if (!process.exists) return;
    if (process.frozen(now_)) {
        if (process.thaws != never)
            future_.add(process.thaws, [this, &process, event] { tell(process, event); });
        return;
    }
    trace_.add(process.number * 32 + event.index());
    for (const auto& effect : process.session.handle(event, now_))
        std::visit([&](const auto& order) { perform(process, order); }, effect);
    send_up(process);
    wake(process);
}

void World::tell_later(Process& process, core::Duration after, worker::Event event) {
    at(after, [this, &process, event = std::move(event)] { tell(process, event); });
}

void World::wake(Process& process) {
    const auto due = process.session.next_deadline();
    if (!process.exists || !due || *due >= process.wakes) return;
    process.wakes = std::max(*due, now_);
    future_.add(process.wakes, [this, &process, when = process.wakes] {
        if (process.wakes != when) return;
        process.wakes = never;
        const auto now_due = process.session.next_deadline();
        if (!now_due || *now_due > now_) return wake(process);
        tell(process, worker::OutputBacklog{process.unread});
        tell(process, worker::Tick{});
    });
}

// ---- what a worker asks for

void World::perform(Process& process, const worker::SendLine& effect) {
    if (!process.linked) return;
    if (process.lies && dice_.chance(200)) {
        blame(process);
        process.unsent += lie_of(process) + "\n";
    }
    if (!links_fail_) {
        process.unsent += effect.text;
        process.unsent += '\n';
        return;
    }
    if (said_.size() < 200) said_.push_back(effect.text);
    constexpr std::string_view result = "BM> {\"resp\": \"build_result\"";
    if (effect.text.starts_with(result) && comes(Fault::result_late, process))
        return at(dice_.between(1s, 60s),
                  [this, &process, line = effect.text + "\n"] { arrive_up(process, line); });
    process.unsent += spoil(process, effect.text, true);
}

void World::perform(Process& process, const worker::CheckRepository&) {
    const auto time = dice_.between(1ms, scenario_.faults.any() ? 3s : 100ms);
    if (comes(Fault::repository_fails, process))
        return tell_later(process, time, worker::RepositoryFailed{"it has no repository"});
    tell_later(process, time, worker::RepositoryReady{});
}

void World::perform(Process& process, const worker::PrepareWorktree& effect) {
    const bool fails = comes(Fault::worktree_fails, process);
    process.preparing.insert(effect.slot);
    const auto which = process.number * 256 + static_cast<std::uint64_t>(effect.slot);
    at(scenario_.truth.worktree(which), [this, &process, slot = effect.slot, fails] {
        process.preparing.erase(slot);
        if (fails)
            tell(process, worker::WorktreeFailed{slot, "No space left on device"});
        else
            tell(process, worker::WorktreeReady{slot});
    });
}

void World::perform(Process& process, const worker::StartStep& effect) {
    auto& build = process.builder.running.at(effect.slot);
    if (scenario_.faults.rate(Fault::outcome_flaky) > 0 && comes(Fault::outcome_flaky, process)) {
        build.flaky = true;
        watch_.flaky(build.build);
    }
    if (scenario_.poison.contains(build.build)) {
        count(Fault::poison, process.machine);
        return at(1s, [this, &process] {
            if (!process.exists) return;
            blame(process);
            exit(process, 0, 9, "Out of memory");
        });
    }
    auto time = scenario_.truth.time(build.build, build.cold) * 100 / process.speed;
    auto result = draw_end(process, build, time);
    end_step(process, effect.slot, time, std::move(result));
}

recipe::StepResult World::draw_end(Process& process, const TruthfulBuilder::Running& build,
                                   core::Duration& time) {
    recipe::MakeEnded ended;
    const bool disk_full = comes(Fault::disk_full, process);
    const bool killed = !disk_full && comes(Fault::build_killed, process);
    const bool endless = !disk_full && !killed && comes(Fault::build_endless, process);
    const bool doubted = !disk_full && !killed && !endless && comes(Fault::build_doubted, process);
    if (disk_full || killed || endless || doubted) watch_.blow(build.build);
    if (disk_full) {
        time = 200ms;
        return recipe::StepFailed{"cannot check out the commit: No space left on device"};
    }
    if (killed) {
        ended.how = recipe::MakeEnded::How::signalled;
        ended.code = 9;
        time = time / 2;
    }
    if (doubted) {
        ended.code = 2;
        ended.err = fmt::format("cc1: internal compiler error: crash {}\n", future_.count());
        time = time / 2;
    }
    if (endless) {
        ended.how = recipe::MakeEnded::How::limit;
        time = std::min<core::Duration>(10 * time, make_limit);
    }
    return ended;
}

void World::perform(Process& process, const worker::AbortSlot& effect) {
    recipe::MakeEnded ended;
    ended.how = recipe::MakeEnded::How::cancelled;
    end_step(process, effect.slot, dice_.between(1ms, 500ms), ended);
}

/// The slot's step ends like this, unless it ends otherwise before.
void World::end_step(Process& process, int slot, core::Duration after, recipe::StepResult result) {
    const int number = ++process.step[slot];
    at(after, [this, &process, slot, result = std::move(result), number] {
        auto& step = process.step[slot];
        if (step != number) return;
        ++step;
        tell(process, worker::StepEnded{slot, result, 1.0});
    });
}

void World::perform(Process& process, const worker::ListArtefacts& effect) {
    worker::ArtefactsListed listed{effect.folder, {}, {}};
    const auto build = process.builder.folders.find(effect.folder);
    if (build == process.builder.folders.end() || comes(Fault::files_unread, process)) {
        listed.error = "u-boot.bin: Input/output error";
        if (build != process.builder.folders.end()) watch_.blow(build->second);
    } else {
        for (const auto& file : scenario_.truth.files(build->second))
            listed.files.push_back({file.name, std::ssize(file.bytes), hash_of(file.bytes)});
    }
    tell_later(process, dice_.between(1ms, 20ms), std::move(listed));
}

void World::perform(Process& process, const worker::ReadArtefact& effect) {
    worker::ArtefactRead read{effect.folder, {}, {}};
    const auto build = process.builder.folders.find(effect.folder);
    if (build == process.builder.folders.end()) {
        read.error = effect.name + " is not there";
    } else {
        const auto files = scenario_.truth.files(build->second);
        const auto& bytes = std::ranges::find(files, effect.name, &File::name)->bytes;
        read.data = bytes.substr(static_cast<std::size_t>(effect.offset),
                                 static_cast<std::size_t>(effect.bytes));
    }
    tell_later(process, dice_.between(1ms, 10ms), std::move(read));
}

void World::perform(Process& process, const worker::RemoveArtefacts& effect) {
    process.builder.folders.erase(effect.folder);
}

void World::perform(Process& process, const worker::SetupDirectory& effect) {
    tell_later(process, dice_.between(1ms, 100ms), worker::DirectoryReady{effect.work_dir});
}

void World::perform(Process& process, const worker::Exit& effect) {
    send_up(process);
    exit(process, effect.status, std::nullopt, "");
}

// ---- endings

void World::exit(Process& process, int status, std::optional<int> signal, const std::string& last) {
    if (!process.exists) return;
    process.exists = false;
    process.troubled = never;
    std::erase(on_[process.machine], &process);
    note("end", process.number, last);
    if (!process.linked) return;
    // What it said is read first; where nothing gets through, its end does not either.
    auto& way = process.up;
    auto when = std::max(way.clear, now_ + 1ms);
    if (way.stalled) when = std::max(when, *way.stalled);
    if (when == never) return;
    future_.add(when, [this, &process, status, signal, last] {
        if (!process.linked) return;
        process.linked = false;
        close_at_boss(process, status, signal, last);
    });
}

/// The link is no more; the worker notices if anything can get to it.
void World::cut(Process& process) {
    if (!process.linked) return;
    process.linked = false;
    process.troubled = never;
    note("cut", process.number, "");
    if (process.down.stalled == never) return;
    const auto when = std::max(process.down.stalled.value_or(now_), now_ + 1ms);
    future_.add(when, [this, &process] { tell(process, worker::InputEnded{}); });
}

void World::close_at_boss(Process& process, int status, std::optional<int> signal,
                          const std::string& last) {
    if (process.campaign != campaigns_) return;
    tell_later(0ms, boss::WorkerClosed{process.id, status, signal, last});
}

// ---- faults

bool World::comes(Fault kind, Process& process) {
    if (!comes(kind)) return false;
    count(kind, process.machine);
    blame(process);
    return true;
}

void World::count(Fault kind, std::size_t machine) {
    ++report_.faults[static_cast<std::size_t>(kind)];
    watch_.fault(now_, machine);
    note("fault", machine, name_of(kind));
}

void World::blame(Process& process) {
    ++process.faults;
    watch_.fault(now_, process.machine);
}

}  // namespace bm::sim
