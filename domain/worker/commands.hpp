// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

#include "domain/core/expected.hpp"
#include "domain/protocol/message.hpp"

namespace bm::worker {

/// A line of the boss: a command, or the text of the error it is answered with.
using Command = core::Expected<protocol::ToWorker, std::string>;

Command read_command(std::string_view line);

/// The commands that wait for their turn, bounded.
class CommandQueue {
  public:
    /// False: too many are waiting; the command is not taken.
    bool push(Command command, std::size_t bytes);
    bool empty() const { return waiting_.empty(); }
    bool next_is_quit() const;
    Command pop();
    void clear();

  private:
    std::deque<std::pair<Command, std::size_t>> waiting_;
    std::size_t bytes_ = 0;
};

}  // namespace bm::worker
