// SPDX-License-Identifier: GPL-2.0-or-later
// What can happen to a campaign.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "domain/boss/session_event.hpp"
#include "domain/core/error.hpp"
#include "domain/core/ids.hpp"

namespace bm::boss {

/// A worker said something on its standard output.
struct WorkerFrame {
    core::WorkerId worker;
    protocol::Frame frame;
};

/// The process has ended and all of its output was handed in. Comes once for each that started.
struct WorkerClosed {
    core::WorkerId worker;
    int status = 0;             ///< when no signal ended it
    std::optional<int> signal;  ///< that ended it
    std::string last_stderr;    ///< its last line there; may be empty
};

/// The answer to StartWorker for a remote place: the machine is ready and the process runs.
struct WorkerStarted {
    core::WorkerId worker;
    std::int64_t most = 0;  ///< boards at a time, while this worker lives; 0: as PlaceConfig says
};

/// The answer to StartWorker when there is no process; nothing else comes of that worker.
struct StartFailed {
    core::WorkerId worker;
    std::string message;
    bool again = true;  ///< another start may go better
};

/// The answer to PushCommits.
struct CommitsPushed {
    core::WorkerId worker;
    std::string problem = {};  ///< empty: they are there
    bool again = true;         ///< another try may do better
};

/// The answer to EndLeftover, once for each.
struct LeftoverEnded {
    std::size_t place = 0;
    std::string said;    ///< what was done, or why nothing could be
    bool known = false;  ///< nothing of ours runs there now
};

/// What HandleFiles asked for could not be done.
struct FilesFailed {
    core::WorkerId worker;
    core::LeaseId lease;
    core::CommitId commit;
    core::Error error;
};

/// The answer to Store, once for each.
struct StoreDone {
    core::BuildId build;
    std::optional<core::Error> error;  ///< absent: the outcome is stored
    /// Of a build that was made to be compared: files that are not those of the other commit.
    std::vector<std::string> different = {};
};

/// Ctrl-C. The first ends the campaign soon, the second at once.
struct Interrupt {};

/// Tick: see session_event.hpp. The first Tick begins the campaign.
using CampaignEvent =
    std::variant<WorkerFrame, WorkerClosed, WorkerStarted, StartFailed, CommitsPushed,
                 LeftoverEnded, FilesFailed, StoreDone, Interrupt, Tick>;

}  // namespace bm::boss
