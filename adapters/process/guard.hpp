// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace bm::adapters::process {

/// Stands before the names of variables that are for the program and not for its guard: what the
/// loader reads of LD_*.
inline constexpr const char* guarded_prefix = "BM_GUARDED_";

/// The word after the program's name that turns the executable into a guard.
inline constexpr const char* guard_verb = "guard";

/// Where a guard finds the socket to its owner.
inline constexpr int guard_control = 3;
/// Where it finds a lock to hold, if there is one.
inline constexpr int guard_lock = 4;

/// `<exe> guard <lock|free> PROGRAM ARGUMENTS...`: runs the program, which gets its streams, and
/// holds all that comes of it.
/// It ends with no descendant left: when the program ends, when the owner sends a byte or closes
/// the control socket, or on SIGTERM, SIGINT, SIGHUP. The lock (an open flock) is held until then,
/// and by nobody below. What happened is one line on the control socket:
///   exec <errno> | exit <status> | signal <number> | killed
int guard_main(int argc, char** argv);

/// The arguments that start `executable` as the guard of `program`.
std::vector<std::string> guard_arguments(const std::string& executable, bool with_lock,
                                         const std::vector<std::string>& program);

}  // namespace bm::adapters::process
