// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace bm::adapters::ssh {

/// How machines are reached: the user's ssh with his own settings, so that keys, names and known
/// hosts are what they are for him; or a program of his that takes a host and a command.
class Ssh {
  public:
    /// The ssh of PATH. It asks nothing, notices a dead link within half a minute, forwards nothing
    /// and never becomes the master of a shared connection, which would end with the step that
    /// began it; one that is there is used.
    Ssh();
    /// The user's own words, with nothing added.
    explicit Ssh(std::vector<std::string> words) : words_(std::move(words)) {}

    /// What stands before the host.
    const std::vector<std::string>& words() const { return words_; }
    /// The words that run `command`, one text for the shell there, on `host`.
    std::vector<std::string> run(const std::string& host, const std::string& command) const;

  private:
    std::vector<std::string> words_;
};

}  // namespace bm::adapters::ssh
