// SPDX-License-Identifier: GPL-2.0-or-later
// What is said to a machine's shell. Each is one line for any login shell; what comes from settings
// and from the machine is quoted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/machine/startup_effect.hpp"
#include "domain/machine/terms.hpp"

namespace bm::machine {

/// Makes the work directory with a repository in it and answers with the facts.
std::string look_command(const Terms& terms);

/// Answers with the facts and with what else a survey tells, and makes nothing there. A compiler is
/// told of under its name, each of which is a file's.
std::string survey_command(const Terms& terms, const std::vector<std::string>& compilers);

/// Takes the executable from stdin to its place, whole or not at all, and sees that it runs.
/// Executables that none has used for a month go.
std::string ship_command(const Ship& ship);

/// Starts a worker; the first line that it prints is empty, whatever the login shell printed.
std::string worker_command(const Ready& ready, bool debug);

/// Ends the worker that holds the work directory, if it is of the terms' campaign or they name
/// none, and answers with `said`.
std::string end_worker_command(const Terms& terms);

/// Says receive_begins on a line of its own, then becomes git's command.
std::string receive_command(std::string_view git_command);
inline constexpr std::string_view receive_begins = "\n::bm:: begin\n";

}  // namespace bm::machine
