// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/sim/world.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bm::sim {
namespace {

using namespace std::chrono_literals;

constexpr int most_turns = 200'000;

}  // namespace

World::World(Scenario scenario)
    : scenario_(std::move(scenario)),
      dice_(scenario_.seed ^ 0x5eed),
      campaign_(scenario_.plan, scenario_.config) {}

Report World::run() {
    const auto begin = now_;
    if (scenario_.faults.interrupt) {
        const auto when = now_ + dice_.between(0s, 120s);
        at(when, [this] { tell(boss::Interrupt{}); });
        if (dice_.chance(300))
            at(when + 1s, [this] {
                impatient_ = true;
                tell(boss::Interrupt{});
            });
    }
    int turns = 0;
    while (!campaign_.finished() && turns++ < most_turns && turn()) continue;
    report_.duration = now_ - begin;
    check_end();
    report_.last_draw = dice_.draw();
    return std::move(report_);
}

/// Lets the next thing happen. What is on its way comes before a deadline of the same moment.
bool World::turn() {
    auto when = core::Instant::max();
    Process* due = nullptr;
    core::WorkerId due_id;
    if (!future_.empty()) when = future_.begin()->first.first;
    for (auto& [id, process] : processes_) {
        if (process->state != Process::State::running) continue;
        const auto deadline = process->session.next_deadline();
        if (deadline && *deadline < when) when = *deadline, due = process.get(), due_id = id;
    }
    const auto deadline = campaign_.next_deadline();
    const bool boss_is_due = deadline && *deadline < when;
    if (boss_is_due) when = *deadline;
    if (when == core::Instant::max()) return false;
    now_ = std::max(now_, when);
    if (boss_is_due) {
        tell(boss::Tick{});
    } else if (due) {
        tell(due_id, worker::Tick{});
    } else {
        const auto happening = future_.extract(future_.begin()).mapped();
        happening();
    }
    return true;
}

void World::at(core::Instant when, Happening happening) {
    future_.emplace(std::pair(std::max(when, now_), ++happenings_), std::move(happening));
}

void World::tell(const boss::CampaignEvent& event) {
    trace(fmt::format("boss {}", event.index()));
    for (const auto& effect : campaign_.handle(event, now_)) perform(effect);
    if (const auto broken = campaign_.broken_invariant()) complain(*broken);
}

void World::tell(core::WorkerId id, const worker::Event& event) {
    auto& process = *processes_.at(id);
    if (process.state != Process::State::running) return;
    trace(fmt::format("worker {} {}", id.value, event.index()));
    for (const auto& effect : process.session.handle(event, now_)) perform(id, process, effect);
}

// ---- what the boss asks for

void World::perform(const boss::CampaignEffect& effect) {
    if (report_.finish) complain("an effect after Finish");
    if (const auto* start_it = std::get_if<boss::StartWorker>(&effect)) {
        start(*start_it);
    } else if (const auto* send = std::get_if<boss::Send>(&effect)) {
        send_down(send->worker, send->line + "\n");
    } else if (const auto* close = std::get_if<boss::CloseInput>(&effect)) {
        at(now_ + 1ms, [this, id = close->worker] { tell(id, worker::InputEnded{}); });
    } else if (const auto* kill = std::get_if<boss::KillWorker>(&effect)) {
        if (coming_.erase(kill->worker) > 0)
            at(now_ + 1ms, [this, id = kill->worker] {
                tell(boss::StartFailed{id, "ended by us", false});
            });
        end(kill->worker, 0, 9, "");
    } else if (const auto* left = std::get_if<boss::EndLeftover>(&effect)) {
        at(now_ + dice_.between(100ms, 8s), [this, place = left->place] { end_leftover(place); });
    } else if (const auto* files = std::get_if<boss::HandleFiles>(&effect)) {
        handle_files(*files);
    } else if (const auto* order = std::get_if<boss::Store>(&effect)) {
        store(*order);
    } else if (const auto* finish = std::get_if<boss::Finish>(&effect)) {
        report_.finish = *finish;
    } else if (const auto* note = std::get_if<boss::Note>(&effect)) {
        trace(note->text);
    }
}

void World::start(const boss::StartWorker& order) {
    const auto id = order.worker;
    trace(fmt::format("start {}", id.value));
    if (fault(scenario_.faults.start_fails, true))
        return at(now_ + 5ms, [this, id] {
            tell(boss::StartFailed{id, "Cannot allocate memory"});
        });
    if (!scenario_.config.places.at(order.place).remote) return begin(id, order.place);
    coming_.insert(id);
    at(now_ + dice_.between(100ms, 40s), [this, id, place = order.place] {
        if (coming_.erase(id) == 0) return;
        begin(id, place);
        tell(boss::WorkerStarted{id});
    });
}

void World::handle_files(const boss::HandleFiles& order) {
    const auto folder = [](const auto& it) {
        return fmt::format("{}.{}", it.lease.value, it.commit.value);
    };
    core::Expected<void> done;
    if (const auto* open = std::get_if<boss::OpenFiles>(&order.order))
        done = spool_.open(folder(*open));
    else if (const auto* add = std::get_if<boss::AddToFile>(&order.order))
        done = spool_.add(folder(*add), add->name, add->offset, add->bytes, add->data);
    else if (const auto* check = std::get_if<boss::CheckFile>(&order.order))
        done = spool_.check(folder(*check), check->file);
    else if (const auto* drop = std::get_if<boss::DropFiles>(&order.order))
        spool_.remove(folder(*drop));
    if (done) return;
    const auto tell_of = [&](const auto& it) {
        at(now_, [this, id = order.worker, lease = it.lease, commit = it.commit, e = done.error()] {
            tell(boss::FilesFailed{id, lease, commit, e});
        });
    };
    std::visit(tell_of, order.order);
}

void World::compare_files(const boss::Store& order, const std::string& hash) {
    const auto folder = fmt::format("{}.{}/", order.lease.value, order.build.commit.value);
    std::map<std::string, std::string> got;
    for (const auto& [path, bytes] : spool_.files)
        if (path.starts_with(folder)) got[path.substr(folder.size())] = bytes;
    const auto& board = scenario_.plan.boards.at(static_cast<std::size_t>(order.build.board.value));
    if (got != true_files(board.name, hash)) complain("files are not whole of " + board.name);
    spool_.remove(folder.substr(0, folder.size() - 1));
}

/// Whoever answers for the machine may not get through to it; that costs a fault.
void World::end_leftover(std::size_t place) {
    const bool known = !fault(scenario_.faults.start_fails, true);
    for (auto& [id, process] : processes_) {
        if (process->place != place || process->state != Process::State::left) continue;
        process->state = Process::State::gone;
    }
    tell(boss::LeftoverEnded{place, known ? "ended it" : "it does not answer", known});
}

void World::begin(core::WorkerId id, std::size_t place) {
    for (const auto& [other, process] : processes_)
        if (process->place == place && process->state == Process::State::left)
            complain("a worker is started beside one that was left");
    processes_[id] = std::make_unique<Process>(scenario_, now_);
    processes_[id]->place = place;
    at(now_ + dice_.between(1ms, 300ms), [this, id] { tell(id, worker::Started{}); });
    const auto early = dice_.chance(400) ? core::Duration{2s} : core::Duration{100s};
    if (fault(scenario_.faults.dies, true))
        at(now_ + dice_.between(0s, early), [this, id] { end(id, 0, 11, "it crashed"); });
    if (fault(scenario_.faults.hangs, true))
        at(now_ + dice_.between(0s, early), [this, id] {
            auto& state = processes_.at(id)->state;
            if (state == Process::State::running) state = Process::State::hung;
        });
}

void World::store(const boss::Store& order) {
    const auto& board = scenario_.plan.boards.at(static_cast<std::size_t>(order.build.board.value));
    const auto& commit =
        scenario_.plan.commits.at(static_cast<std::size_t>(order.build.commit.value));
    const auto hash = commit.value_or("here");
    if (order.result.return_code != true_return_code(board.name, hash) ||
        order.result.stderr_text != true_stderr(board.name, hash) ||
        order.result.stdout_text != board.name + "@" + hash)
        complain("the outcome of another build is stored for " + board.name);
    if (order.remote) compare_files(order, hash);
    if (being_stored_[order.build]++ > 0) complain("an outcome is stored beside another");
    std::optional<core::Error> error;
    if (fault(scenario_.faults.disk_full))
        error = core::Error{core::ErrorKind::no_space, "No space left on device"};
    else if (fault_of(order.build, scenario_.faults.store_fails))
        error = core::Error{core::ErrorKind::environment, "Input/output error"};
    at(now_ + dice_.between(1ms, 2s), [this, build = order.build, error] {
        --being_stored_[build];
        if (!error) ++report_.stored[build];
        tell(boss::StoreDone{build, error});
    });
}

void World::send_down(core::WorkerId id, const std::string& bytes) {
    const auto process = processes_.find(id);
    if (process == processes_.end()) return;
    if (fault(scenario_.faults.line_lost)) return;
    auto& clear = process->second->in_clear;
    clear = std::max(clear, now_ + dice_.between(1ms, 20ms));
    const int times = fault(scenario_.faults.line_twice) ? 2 : 1;
    for (int i = 0; i < times; ++i)
        at(clear, [this, id, bytes] {
            for (const auto& frame : processes_.at(id)->in.feed(bytes)) {
                if (const auto* line = std::get_if<protocol::Line>(&frame))
                    tell(id, worker::LineArrived{line->text});
                else if (std::holds_alternative<protocol::Blank>(frame))
                    tell(id, worker::LineArrived{""});
            }
        });
}

// ---- what a worker asks for

void World::perform(core::WorkerId id, Process& process, const worker::Effect& effect) {
    if (const auto* line = std::get_if<worker::SendLine>(&effect)) {
        send_up(id, process, line->text);
    } else if (std::holds_alternative<worker::CheckRepository>(effect)) {
        at(now_ + dice_.between(1ms, 3s), [this, id] { tell(id, worker::RepositoryReady{}); });
    } else if (const auto* worktree = std::get_if<worker::PrepareWorktree>(&effect)) {
        at(now_ + dice_.between(500ms, 45s),
           [this, id, slot = worktree->slot] { tell(id, worker::WorktreeReady{slot}); });
    } else if (const auto* step = std::get_if<worker::StartStep>(&effect)) {
        run_make(id, process, step->slot);
    } else if (const auto* abort = std::get_if<worker::AbortSlot>(&effect)) {
        recipe::MakeEnded ended;
        ended.how = recipe::MakeEnded::How::cancelled;
        end_step(id, abort->slot, dice_.between(1ms, 500ms), ended);
    } else if (const auto* list = std::get_if<worker::ListArtefacts>(&effect)) {
        auto files = process.builder.files.list(list->folder, list->names);
        at(now_ + dice_.between(1ms, 500ms), [this, id, folder = list->folder, files] {
            tell(id,
                 worker::ArtefactsListed{folder, files.value_or(std::vector<protocol::Artefact>()),
                                         files ? "" : files.error().message});
        });
    } else if (const auto* read = std::get_if<worker::ReadArtefact>(&effect)) {
        const auto data =
            process.builder.files.read(read->folder, read->name, read->offset, read->bytes);
        at(now_ + dice_.between(1ms, 100ms), [this, id, folder = read->folder, data] {
            tell(id, worker::ArtefactRead{folder, data.value_or(""), ""});
        });
    } else if (const auto* remove = std::get_if<worker::RemoveArtefacts>(&effect)) {
        process.builder.files.remove(remove->folder);
    } else if (const auto* exit = std::get_if<worker::Exit>(&effect)) {
        end(id, exit->status, std::nullopt, "");
    }
}

void World::run_make(core::WorkerId id, Process& process, int slot) {
    const auto& order = process.builder.running.at(slot);
    const auto& boards = scenario_.plan.boards;
    const auto& commits = scenario_.plan.commits;
    const auto board = std::ranges::find(boards, order.board, &plan::PlannedBoard::name);
    const auto commit = std::ranges::find(commits, order.commit);
    const core::BuildId build{core::BoardId{board - boards.begin()},
                              core::CommitId{commit - commits.begin()}};
    if (scenario_.poison.contains(build)) {
        ++report_.faults;
        return at(now_ + 1s, [this, id] { end(id, 0, 9, "Out of memory"); });
    }
    recipe::MakeEnded ended;
    if (fault_of(build, scenario_.faults.build_killed)) {
        ended.how = recipe::MakeEnded::How::signalled;
        ended.code = 9;
    }
    const auto time = dice_.chance(50) ? dice_.between(60s, 200s) : dice_.between(200ms, 20s);
    end_step(id, slot, time, ended);
}

/// The slot's step ends like this, unless it ends otherwise before.
void World::end_step(core::WorkerId id, int slot, core::Duration after, recipe::MakeEnded ended) {
    const int number = ++processes_.at(id)->step[slot];
    at(now_ + after, [this, id, slot, ended, number] {
        auto& step = processes_.at(id)->step[slot];
        if (step != number) return;
        ++step;
        tell(id, worker::StepEnded{slot, ended, 1.0});
    });
}

void World::send_up(core::WorkerId id, Process& process, std::string line) {
    if (fault(scenario_.faults.line_lost)) return;
    if (fault(scenario_.faults.garbage)) {
        const char* rubbish[] = {"BM> {\"resp\": \"build_result\", \"board\": 7}\n", "BM> [[[[\n",
                                 "BM> {\"resp\": \"quit_ack\"}\n", "\xff\xfe hello\n",
                                 "BM> {\"resp\": \"build_result\", \"board\": \"../x\", "
                                 "\"lease\": 1, \"commit_upto\": -1}\n"};
        const auto which = dice_.below(8);
        if (which < 5)
            deliver_up(id, rubbish[which], process.out_clear);
        else if (!said_.empty())
            deliver_up(id, said_[static_cast<std::size_t>(dice_.below(std::ssize(said_)))],
                       process.out_clear);
    }
    if (said_.size() < 1000) said_.push_back(line + "\n");
    auto late = dice_.between(1ms, 20ms);
    if (fault(scenario_.faults.line_late)) late = dice_.between(1s, 50s);
    process.out_clear = std::max(process.out_clear, now_ + late);
    const int times = fault(scenario_.faults.line_twice) ? 2 : 1;
    for (int i = 0; i < times; ++i) deliver_up(id, line + "\n", process.out_clear);
}

void World::deliver_up(core::WorkerId id, const std::string& bytes, core::Instant when) {
    const auto cut = static_cast<std::size_t>(dice_.below(std::ssize(bytes) + 1));
    for (const auto& part : {bytes.substr(0, cut), bytes.substr(cut)})
        at(when, [this, id, part] {
            for (const auto& frame : processes_.at(id)->out.feed(part))
                tell(boss::WorkerFrame{id, frame});
        });
}

void World::end(core::WorkerId id, int status, std::optional<int> signal, const std::string& last) {
    const auto found = processes_.find(id);
    using State = Process::State;
    if (found == processes_.end()) return;
    auto& process = *found->second;
    if (process.state == State::gone || process.state == State::left) return;
    // What ends here is the link: one that does nothing does not notice.
    const bool far = scenario_.config.places.at(process.place).remote;
    process.state = far && process.state == State::hung ? State::left : State::gone;
    trace(fmt::format("end {}", id.value));
    at(std::max(now_ + 1ms, found->second->out_clear), [this, id, status, signal, last] {
        tell(boss::WorkerClosed{id, status, signal, last});
    });
}

// ---- accounts

bool World::fault(int per_mille, bool fatal) {
    auto& faults = scenario_.faults;
    if (per_mille == 0 || !dice_.chance(per_mille)) return false;
    if (faults.budget == 0 || (fatal && faults.fatal_budget == 0)) return false;
    --faults.budget;
    if (fatal) --faults.fatal_budget;
    ++report_.faults;
    trace("fault");
    return true;
}

bool World::fault_of(core::BuildId build, int per_mille) {
    if (!fault(per_mille)) return false;
    --report_.faults;
    ++blows_[build];
    return true;
}

void World::trace(const std::string& what) {
    for (const char c : fmt::format("{} {}\n", now_.time_since_epoch().count(), what))
        report_.trace = (report_.trace ^ static_cast<unsigned char>(c)) * 1099511628211u;
    if (scenario_.aloud) fmt::print("{:>9} {}\n", now_.time_since_epoch().count() - 3600000, what);
}

void World::complain(const std::string& what) {
    report_.complaints.push_back(
        fmt::format("{} at {} ms", what, now_.time_since_epoch().count() - 3600000));
}

}  // namespace bm::sim
