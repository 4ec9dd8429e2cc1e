// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "apps/bm/engine/worker_world.hpp"
#include "domain/protocol/framer.hpp"
#include "domain/worker/session.hpp"

namespace bm::app::engine {

/// The loop around a worker's session: turns what happens into events and effects into calls.
class WorkerEngine {
  public:
    /// `make` is the program: a name to be looked up in the PATH of each build.
    WorkerEngine(WorkerWorld world, worker::SessionOptions options, worker::Builder& builder,
                 std::string make);
    WorkerEngine(const WorkerEngine&) = delete;
    WorkerEngine& operator=(const WorkerEngine&) = delete;

    /// For the channel that goes to run().
    ports::ChannelHandlers handlers();
    /// Until the session is over; returns the exit status.
    int run(ports::ByteChannel& boss);
    /// Background work was still going on when run() returned.
    bool busy() const { return in_background_ > 0; }

  private:
    void happen(worker::Event event);
    void handle_events();
    void arm();
    void take_bytes(std::string_view bytes);

    void perform(const worker::SendLine&);
    void perform(const worker::CheckRepository&);
    void perform(const worker::PrepareWorktree&);
    void perform(const worker::StartStep&);
    void perform(const worker::AbortSlot&);
    void perform(const worker::ListArtefacts&);
    void perform(const worker::ReadArtefact&);
    void perform(const worker::RemoveArtefacts&);
    void perform(const worker::SetupDirectory&);
    void perform(const worker::RemoveDirectory&);
    void perform(const worker::Exit&);

    /// Runs the work on another thread; its event happens on the loop.
    void in_background(std::function<worker::Event()> work);
    void prepare_next_worktree();
    void start_make(int slot, const recipe::RunMake& make, const worker::Place& place);
    /// Where the slot's make is watched; nullptr: it cannot be.
    std::shared_ptr<ports::AccessLog> access_log(int slot);
    /// What ended by itself, or who knows how, is told with what the machine says of itself.
    void end_make(int slot, recipe::MakeEnded ended,
                  std::function<void(recipe::MakeEnded& ended)> look);
    void leave();

    WorkerWorld world_;
    worker::Session session_;
    std::string make_;
    std::shared_ptr<Workspace> workspace_;
    protocol::Framer framer_{protocol::Speaker::boss};
    ports::ByteChannel* boss_ = nullptr;
    std::deque<worker::Event> events_;
    bool handling_ = false;
    std::map<int, ports::ProcessTicket> makes_;              ///< by slot
    std::map<int, std::shared_ptr<ports::AccessLog>> logs_;  ///< by slot
    std::deque<int> worktrees_to_make_;  ///< one at a time: each reads much of the disk
    int in_background_ = 0;
    bool leaving_ = false;
    core::Instant leave_by_;
    int status_ = 1;
};

}  // namespace bm::app::engine
