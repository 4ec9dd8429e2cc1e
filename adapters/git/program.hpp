// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/core/time.hpp"
#include "ports/process_runner.hpp"

namespace bm::adapters::git {

/// The `git` program with everything of the caller's surroundings that would change its answers
/// shut out: GIT_* variables, hooks, background maintenance, file-system monitors, prompts, locale.
class Program {
  public:
    /// `environment` is what the user's own git would need: HOME, PATH, proxies.
    Program(ports::CommandRunner& runner, std::map<std::string, std::string> environment);

    struct Call {
        std::string directory;                     ///< where git runs
        std::vector<std::string> arguments;        ///< from the verb on
        std::map<std::string, std::string> extra;  ///< further environment: GIT_INDEX_FILE ...
        core::Duration limit{60'000};
        std::string input = {};  ///< absolute path of the file that is its stdin; empty: /dev/null
    };

    /// stdout, with no change. A status other than 0 is an error that carries git's last words.
    core::Expected<std::string> run(const Call& call) const;
    core::Expected<std::string> run(const std::string& directory,
                                    std::vector<std::string> arguments) const;
    /// As run, without the newline at the end.
    core::Expected<std::string> line(const std::string& directory,
                                     std::vector<std::string> arguments) const;

    /// As line, of a command that answers with a path: absolute, whatever git it is (2.30 and older
    /// cannot be asked for that).
    core::Expected<std::string> path(const std::string& directory,
                                     std::vector<std::string> arguments) const;

  private:
    ports::CommandRunner& runner_;
    std::map<std::string, std::string> environment_;
};

/// The pieces of `text` between NUL bytes or newlines; an empty last piece is left out.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace bm::adapters::git
