// SPDX-License-Identifier: GPL-2.0-or-later
// Notes in the build's log how this program meets files. All of it may be called in any thread, in
// a signal handler and between vfork and exec; errno stays as it was.
#pragma once

#include <fcntl.h>

#include "adapters/trace/shared_log.hpp"

namespace bm::adapters::trace {

/// Whether a build is being watched. False where the variables are not there.
bool watching();

/// Programs whose accesses mean something else.
enum class Program {
    other,
    make,      ///< reads whole directories to look up single names
    compiler,  ///< tells make what it reads, where it is asked to
    conf,      ///< Kconfig's: what it reads is Kconfig text and configurations
    find,      ///< asked only for names that match patterns, which it has noted
    filter,    ///< takes lines that have a known text from what it reads
    version,   ///< git, asked which commit this is: what it reads is no input of the build
    cache,     ///< ccache, which may answer for a compiler that would have looked for more files
    history,   ///< git, asked for more than that
};
Program own_program();

/// How this program lists a directory.
Access listing();
/// How it finds that a file is there.
Access finding();
/// How it reads a file.
Access reading(const char* path);
/// For the environment of what a script runs of which is known that it reads of Kconfig files no
/// more than the names of options; nullptr: it is not such a one.
const char* role_of_script(const char* path);
inline constexpr const char* role_variable = "BM_TRACE_ROLE";

/// As they were when this program started; empty: they were not there.
const char* own_log();
const char* own_preload();

/// Of a path relative to the directory `at`.
void note(Access access, int at, const char* path);

/// `how` where it went well; else what errno says of the file.
void note_outcome(bool good, Access how, int at, const char* path);

/// This program did what is not seen; `why` in a few words.
void note_gap(const char* why);

const char* value_in(char* const* environment, const char* name);

}  // namespace bm::adapters::trace
