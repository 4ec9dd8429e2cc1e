// SPDX-License-Identifier: GPL-2.0-or-later
// What can happen to the boss's side of a session with one worker.
#pragma once

#include <string>
#include <variant>

#include "domain/boss/lease.hpp"
#include "domain/protocol/framer.hpp"

namespace bm::boss {

/// The worker wrote a line on its standard output. What it holds is not trusted.
struct FrameArrived {
    protocol::Frame frame;
};

/// The process has ended and all of its output was handed in.
struct Closed {
    std::string how;       ///< in words: status, signal, its last line on stderr
    bool of_link = false;  ///< what ended is what carries its words, say ssh
};

/// The answer to SendCommits.
struct CommitsSent {
    std::string problem = {};  ///< empty: they are there
    bool again = true;         ///< another try may do better
};

/// Give the worker this job. Precondition: free_slots() > 0.
struct Give {
    Lease lease;
};

/// The build has its outcome from elsewhere; a job that owes nothing else is ended.
struct Withdraw {
    core::LeaseId lease;
    core::CommitId commit;
};

/// A FileOrder for this build could not be done: its files are not here whole.
struct FilesBroken {
    core::LeaseId lease;
    core::CommitId commit;
    std::string why;
};

/// Nothing waits for this worker now. One of buildman's dialect, whose silence says nothing,
/// is asked to say when it has no more to do: what it owes then was lost.
struct NothingWaits {};

/// Nothing more will be given: end well when nothing is owed any more.
struct FinishUp {};

/// End soon; what the worker is building is lost.
struct QuitNow {};

/// End at once.
struct KillNow {};

/// The moment of next_deadline() has come.
struct Tick {};

using SessionEvent = std::variant<FrameArrived, Closed, CommitsSent, Give, Withdraw, FilesBroken,
                                  NothingWaits, FinishUp, QuitNow, KillNow, Tick>;

}  // namespace bm::boss
