// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/ssh/ssh.hpp"
#include "ports/process_runner.hpp"

namespace bm::adapters::ssh {

/// What is pushed: refs/bm/<campaign>/tip and the tags that the private repository set apart for
/// it (PrivateRepository::share).
struct Commits {
    std::string directory;  ///< the boss's work directory, whose repository is the private one
    std::string campaign;
};

/// Everything that a push needs of the boss's own machine.
struct PushSetup {
    Commits commits;
    std::map<std::string, std::string> environment;  ///< of the boss; GIT_* is left out
    std::string executable = "/proc/self/exe";       ///< has the quiet verb
    Ssh ssh;
};

/// Into the repository in `directory` on `host`, with commands to be run one after the other. There
/// the campaign takes the place of the one before, under one name, and the tags become the
/// campaign's.
std::vector<ports::ProcessSpec> push_to_machine(const PushSetup& setup, const std::string& host,
                                                const std::string& directory);

/// Into a repository that is named as git names one. There the same is done.
std::vector<ports::ProcessSpec> push_to_repository(const PushSetup& setup,
                                                   const std::string& repository);

/// Prints the refs there.
ports::ProcessSpec list_refs(const PushSetup& setup, const std::string& repository);

/// Makes HEAD of a repository that lies here the newest commit of what was pushed, detached.
/// nullopt: it does not lie here.
std::optional<ports::ProcessSpec> point_head_at_tip(const PushSetup& setup,
                                                    const std::string& repository);

/// The environment for ssh and for git: without what would change their answers.
std::map<std::string, std::string> environment_for_ssh(
    const std::map<std::string, std::string>& environment);

}  // namespace bm::adapters::ssh
