// SPDX-License-Identifier: GPL-2.0-or-later
// What a worker asks of its own machine and process before it speaks.
#pragma once

#include <map>
#include <string>

#include "domain/core/expected.hpp"

namespace bm::app {

/// Processors that this process may run on; at least 1.
int available_processors();

/// Of the last minute; 0 when it is not known.
double load_average();

/// A process group of its own, so that nobody's group signal reaches the builds past the worker.
/// SIGPIPE is ignored from here on.
void lead_own_group();

/// The environment of this process. HOME is an absolute path in it: where the variable is none, the
/// user's own of the machine's list of users; where that has none, it is not set.
std::map<std::string, std::string> own_environment();

/// A variable of it; empty where it is not set.
std::string value_of(const std::map<std::string, std::string>& environment, const char* name);

/// Where all users of this machine may make files: TMPDIR where that is an absolute path, else
/// /tmp.
std::string folder_for_all(const std::map<std::string, std::string>& environment);

/// The directory named with -g, or ~/.cache/bm/worker; made if it is not there. Absolute, without
/// links.
core::Expected<std::string> open_work_directory(const std::string& named,
                                                const std::map<std::string, std::string>& env);

}  // namespace bm::app
