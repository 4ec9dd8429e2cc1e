// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace bm::result {

/// How a campaign ended, in numbers; builds of earlier runs count like new ones.
struct Tally {
    bool interrupted = false;       ///< Ctrl-C
    bool set_up_failed = false;     ///< usage, or nothing could be begun
    std::int64_t not_obtained = 0;  ///< builds without an outcome
    std::int64_t no_toolchain = 0;  ///< of the failed: those with return code 10
    std::int64_t failed = 0;
    std::int64_t warned = 0;
    std::int64_t ok = 0;
};

enum class ExitStatus : int {
    success = 0,
    set_up = 1,         ///< usage or set-up
    failures = 100,     ///< a build failed
    warnings = 101,     ///< none failed, some warned
    incomplete = 102,   ///< a build has no outcome, or no toolchain was found for it
    interrupted = 130,  ///< the user said stop
};

/// The first that fits, in this order: 130, 1, 102, 100, 101, 0.
ExitStatus exit_status(const Tally& tally, bool ignore_warnings);

}  // namespace bm::result
