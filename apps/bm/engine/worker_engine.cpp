// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/worker_engine.hpp"

#include <utility>

#include "apps/bm/engine/worker_steps.hpp"

namespace bm::app::engine {
namespace {

using namespace std::chrono_literals;

/// How long the last lines may take to leave; with the session's own limit still below 2 s.
constexpr core::Duration leave_limit = 300ms;
constexpr core::Duration leave_look = 10ms;

}  // namespace

WorkerEngine::WorkerEngine(WorkerWorld world, worker::SessionOptions options,
                           worker::Builder& builder, std::string make)
    : world_(std::move(world)), session_(options, builder), make_(std::move(make)) {
    if (!options.work_dir.empty()) workspace_ = world_.open_workspace(options.work_dir);
}

ports::ChannelHandlers WorkerEngine::handlers() {
    return {[this](std::string_view bytes) { take_bytes(bytes); },
            [this] { happen(worker::InputEnded{}); }};
}

int WorkerEngine::run(ports::ByteChannel& boss) {
    boss_ = &boss;
    for (const int number : {1, 2, 15})  // HUP, INT, TERM
        world_.loop.on_signal(number, [this, number] { happen(worker::StopSignal{number}); });
    events_.push_front(worker::Started{});  // whatever was heard meanwhile, `ready` comes first
    handle_events();
    world_.loop.run();
    return status_;
}

void WorkerEngine::happen(worker::Event event) {
    events_.push_back(std::move(event));
    handle_events();
}

void WorkerEngine::handle_events() {
    if (handling_ || leaving_ || !boss_) return;
    handling_ = true;
    while (!events_.empty() && !leaving_) {
        auto next = std::move(events_.front());
        events_.pop_front();
        const auto now = world_.loop.now();
        auto effects = session_.handle(worker::OutputBacklog{boss_->unwritten()}, now);
        auto more = session_.handle(next, now);
        for (auto& effect : more) effects.push_back(std::move(effect));
        for (const auto& effect : effects)
            std::visit([this](const auto& e) { perform(e); }, effect);
    }
    handling_ = false;
    arm();
}

void WorkerEngine::arm() {
    if (leaving_) return leave();
    world_.loop.set_deadline(session_.next_deadline(), [this] { happen(worker::Tick{}); });
}

void WorkerEngine::perform(const worker::SendLine& line) {
    if (world_.debug) world_.debug("-> " + line.text.substr(0, 200));
    boss_->write(line.text + "\n");
}

void WorkerEngine::in_background(std::function<worker::Event()> work) {
    auto result = std::make_shared<worker::Event>();
    ++in_background_;
    world_.loop.background([result, work = std::move(work)] { *result = work(); },
                           [this, result] {
                               --in_background_;
                               happen(std::move(*result));
                           });
}

void WorkerEngine::perform(const worker::CheckRepository& request) {
    in_background([workspace = workspace_, request]() -> worker::Event {
        return check_repository(workspace.get(), request.abbrev);
    });
}

void WorkerEngine::perform(const worker::PrepareWorktree& request) {
    worktrees_to_make_.push_back(request.slot);
    if (worktrees_to_make_.size() == 1) prepare_next_worktree();
}

void WorkerEngine::prepare_next_worktree() {
    const auto slot = worktrees_to_make_.front();
    auto result = std::make_shared<worker::Event>();
    ++in_background_;
    world_.loop.background(
        [result, slot, workspace = workspace_] { *result = prepare_worktree(*workspace, slot); },
        [this, result] {
            --in_background_;
            worktrees_to_make_.pop_front();
            if (!worktrees_to_make_.empty()) prepare_next_worktree();
            happen(std::move(*result));
        });
}

void WorkerEngine::perform(const worker::StartStep& request) {
    const auto slot = request.slot;
    if (world_.debug) world_.debug(describe(request));
    if (const auto* make = std::get_if<recipe::RunMake>(&request.step))
        return start_make(slot, *make, request.place);
    in_background([this, request, workspace = workspace_]() -> worker::Event {
        auto result = do_blocking_step(request, {world_, workspace.get()});
        return worker::StepEnded{request.slot, std::move(result), world_.load_average()};
    });
}

std::shared_ptr<ports::AccessLog> WorkerEngine::access_log(int slot) {
    auto& log = logs_[slot];
    if (!log && world_.watcher)
        if (auto opened = world_.watcher->open()) log = std::move(*opened);
    return log;
}

void WorkerEngine::start_make(int slot, const recipe::RunMake& make, const worker::Place& place) {
    auto spec = make_spec(make, make_, place.source);
    const auto log = make.watch_files ? access_log(slot) : nullptr;
    if (log) {
        log->clear();
        for (auto& [name, value] : log->variables()) spec.environment[name] = value;
    }
    const auto look =
        [this, place, log, folders = folders_of(make, place), compiler = make.compiler,
         kills = world_.kernel_kills ? world_.kernel_kills() : 0](recipe::MakeEnded& ended) {
            if (world_.look_at_room) ended.machine = world_.look_at_room(folders, compiler);
            if (world_.kernel_kills) ended.machine.kernel_kills = world_.kernel_kills() - kills;
            if (log) ended.inputs = inputs_of(log->sightings(place.source, place.output));
        };
    makes_[slot] = world_.processes.start(
        std::move(spec), [this, slot, look, workspace = workspace_](ports::ProcessEnd end) {
            makes_.erase(slot);
            if (workspace) workspace->worktrees().mark_build_end(slot);
            end_make(slot, make_ended(std::move(end)), look);
        });
}

void WorkerEngine::end_make(int slot, recipe::MakeEnded ended,
                            std::function<void(recipe::MakeEnded& ended)> look) {
    using How = recipe::MakeEnded::How;
    const bool to_judge = ended.how == How::exited || ended.how == How::guard;
    if (!to_judge || leaving_)
        return happen(worker::StepEnded{slot, std::move(ended), world_.load_average()});
    in_background(
        [this, slot, ended = std::move(ended), look = std::move(look)]() -> worker::Event {
            auto told = ended;
            look(told);
            return worker::StepEnded{slot, std::move(told), world_.load_average()};
        });
}

void WorkerEngine::perform(const worker::AbortSlot& request) {
    if (const auto make = makes_.find(request.slot); make != makes_.end())
        world_.processes.kill(make->second);
}

void WorkerEngine::perform(const worker::ListArtefacts& request) {
    in_background([&artefacts = world_.artefacts, request]() -> worker::Event {
        auto files = artefacts.list(request.folder, request.names);
        if (!files) return worker::ArtefactsListed{request.folder, {}, files.error().message};
        return worker::ArtefactsListed{request.folder, std::move(*files), {}};
    });
}

void WorkerEngine::perform(const worker::ReadArtefact& request) {
    in_background([&artefacts = world_.artefacts, request]() -> worker::Event {
        auto data = artefacts.read(request.folder, request.name, request.offset, request.bytes);
        if (!data) return worker::ArtefactRead{request.folder, {}, data.error().message};
        return worker::ArtefactRead{request.folder, std::move(*data), {}};
    });
}

void WorkerEngine::perform(const worker::RemoveArtefacts& request) {
    world_.artefacts.remove(request.folder);
}

void WorkerEngine::perform(const worker::SetupDirectory& request) {
    struct Made {
        worker::Event event = worker::DirectoryFailed{"setup is not offered: use -g DIR"};
        std::shared_ptr<Workspace> workspace;
    };
    auto made = std::make_shared<Made>();
    const auto work = [this, request, made] {
        if (!world_.set_up) return;
        const auto directory = world_.set_up(request.work_dir);
        if (!directory) {
            made->event = worker::DirectoryFailed{directory.error().message};
            return;
        }
        made->workspace = world_.open_workspace(*directory);
        made->event = worker::DirectoryReady{*directory};
    };
    ++in_background_;
    world_.loop.background(work, [this, made] {
        --in_background_;
        if (made->workspace) workspace_ = made->workspace;
        happen(std::move(made->event));
    });
}

void WorkerEngine::perform(const worker::RemoveDirectory& request) {
    if (world_.remove_directory) world_.remove_directory(request.path);
}

void WorkerEngine::perform(const worker::Exit& request) {
    status_ = request.status;
    leaving_ = true;
    leave_by_ = world_.loop.now() + leave_limit;
    for (const auto& [slot, ticket] : makes_) world_.processes.kill(ticket);
}

void WorkerEngine::leave() {
    const auto now = world_.loop.now();
    if (boss_->unwritten() == 0 || now >= leave_by_) {
        world_.loop.set_deadline(std::nullopt, [] {});
        boss_->close();
        world_.loop.stop();
        return;
    }
    world_.loop.set_deadline(now + leave_look, [this] { leave(); });
}

}  // namespace bm::app::engine
