// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "adapters/ssh/one_process.hpp"
#include "adapters/ssh/ssh.hpp"

namespace bm::adapters::ssh {

/// One connection to a host that the steps of its start and its worker share, so that only the
/// first of them waits for the handshake. A connection that the user shares already is used
/// instead; where none can be shared, each step has its own. Destroying it ends it and all that
/// goes through it.
class Link {
  public:
    /// What opening ended with: nullopt, steps can begin; or why the host cannot be reached.
    using OnEnd = std::function<void(std::optional<ports::ProcessEnd>)>;
    /// How an open one ended that nobody closed.
    using OnLost = std::function<void(const ports::ProcessEnd&)>;

    /// `socket`: the absolute path where it is shared, in a directory of the user's alone; empty:
    /// nothing is shared, and nothing is where ssh cannot have such a path.
    Link(ports::ProcessRunner& runner, Ssh ssh, std::string host,
         std::map<std::string, std::string> environment, std::string socket);
    ~Link() { close(); }
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    /// Opens it if it is not; `on_end` is called once, unless close() comes first. With nothing to
    /// wait for it is called from within.
    void open(OnEnd on_end);
    void when_lost(OnLost on_lost) { on_lost_ = std::move(on_lost); }
    void close();
    /// How a step gets there: through the connection while it is open.
    Ssh ssh() const;

  private:
    struct Opening;

    ports::ProcessSpec spec(std::vector<std::string> argv) const;
    void begin(const std::shared_ptr<Opening>& opening);

    OneProcess process_;
    Ssh ssh_;
    std::string host_;
    std::map<std::string, std::string> environment_;
    std::string socket_;
    OnLost on_lost_;
    std::shared_ptr<Opening> opening_;  ///< lives as long as its process may still speak
};

}  // namespace bm::adapters::ssh
