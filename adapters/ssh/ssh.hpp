// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bm::adapters::ssh {

/// How machines are reached: the user's ssh with his own settings, so that keys, names and known
/// hosts are what they are for him; or a program of his that takes a host and a command.
class Ssh {
  public:
    /// The ssh of PATH. It asks nothing, notices a dead link within half a minute, forwards nothing
    /// and never becomes the master of a shared connection by the user's settings, which would end
    /// with the step that began it; one that is there is used.
    Ssh();
    /// The user's own words, with nothing added.
    explicit Ssh(std::vector<std::string> words) : words_(std::move(words)) {}

    /// What stands before the host.
    const std::vector<std::string>& words() const { return words_; }
    /// The words that run `command`, one text for the shell there, on `host`.
    std::vector<std::string> run(const std::string& host, const std::string& command) const;

    /// Whether a connection can be shared: by the ssh of PATH, but not by any program.
    bool can_share() const { return shares_; }
    /// Ends with status 0 where the user's settings share a connection that is open.
    std::vector<std::string> ask_shared(const std::string& host) const;
    /// Opens a connection and shares it at `socket` until it is ended; says `connected` when others
    /// can go through it.
    std::vector<std::string> share(const std::string& host, const std::string& socket) const;
    static constexpr std::string_view connected = "::bm:: connected";
    /// What goes through the connection shared at `socket`; without it, by one of its own.
    Ssh through(const std::string& socket) const;

  private:
    /// The words with these first: ssh takes the first value that it is given.
    std::vector<std::string> with(std::vector<std::string> options) const;

    std::vector<std::string> words_;
    bool shares_ = false;
};

}  // namespace bm::adapters::ssh
