// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "ports/process_runner.hpp"

namespace bm::app {

/// Runs the commands of $(shell,...), each once for all that ask: they ask what compilers can do.
/// May be used from several threads at once.
class KconfigShell {
  public:
    explicit KconfigShell(ports::CommandRunner& commands) : commands_(commands) {}
    /// What it prints; empty where it cannot be run.
    std::string run(const std::string& command, const std::string& directory,
                    const std::map<std::string, std::string>& environment);

  private:
    ports::CommandRunner& commands_;
    std::mutex one_;
    std::map<std::string, std::string> known_;  ///< by command, directory and environment
};

}  // namespace bm::app
