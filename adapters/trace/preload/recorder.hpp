// SPDX-License-Identifier: GPL-2.0-or-later
// Notes in the build's log how this program meets files. All of it may be called in any thread, in
// a signal handler and between vfork and exec; errno stays as it was.
#pragma once

#include <fcntl.h>

#include "adapters/trace/shared_log.hpp"

namespace bm::adapters::trace {

/// Whether a build is being watched. False where the variables are not there.
bool watching();

/// As they were when this program started; empty: they were not there.
const char* own_log();
const char* own_preload();

/// Of a path relative to the directory `at`.
void note(Access access, int at, const char* path);

/// `how` where it went well; else what errno says of the file.
void note_outcome(bool good, Access how, int at, const char* path);

/// What is not seen was done.
void note_gap();

const char* value_in(char* const* environment, const char* name);

}  // namespace bm::adapters::trace
