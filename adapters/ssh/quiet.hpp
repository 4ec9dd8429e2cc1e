// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace bm::adapters::ssh {

/// The word after the program's name that turns the executable into the ssh that git is given.
inline constexpr const char* quiet_verb = "quiet-ssh";

/// `<exe> quiet-ssh WORDS... HOST <git's host> <git's command>`: runs the command on HOST with the
/// ssh of WORDS, and keeps what the login shell there prints before it out of git's stream. Returns
/// ssh's status.
int quiet_main(int argc, char** argv);

/// For GIT_SSH_COMMAND, with GIT_SSH_VARIANT=simple.
std::string quiet_ssh_command(const std::string& executable, const std::vector<std::string>& words,
                              const std::string& host);

}  // namespace bm::adapters::ssh
