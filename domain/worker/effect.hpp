// SPDX-License-Identifier: GPL-2.0-or-later
// What a worker's side of a session asks of the world.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "domain/recipe/step.hpp"

namespace bm::worker {

/// Send this line; the '\n' is the sender's to add.
struct SendLine {
    std::string text;
    friend bool operator==(const SendLine&, const SendLine&) = default;
};

/// See that there is a repository to build from. Answer: RepositoryReady or RepositoryFailed.
struct CheckRepository {
    std::string commit;  ///< one of the commits to be built
    int abbrev = 0;      ///< core.abbrev to set; 0: leave it
    friend bool operator==(const CheckRepository&, const CheckRepository&) = default;
};

/// Make the slot's worktree. Answer: WorktreeReady or WorktreeFailed.
struct PrepareWorktree {
    int slot = 0;
    friend bool operator==(const PrepareWorktree&, const PrepareWorktree&) = default;
};

/// The directories of one build, absolute.
struct Place {
    std::string source;
    std::string output;  ///< O=
    friend bool operator==(const Place&, const Place&) = default;
};

/// Do one step of a build. Answer: StepEnded, exactly once. A slot has one step at a time.
struct StartStep {
    int slot = 0;
    recipe::Step step;
    Place place;
    friend bool operator==(const StartStep&, const StartStep&) = default;
};

/// End the slot's step soon; its StepEnded still follows and says anything.
struct AbortSlot {
    int slot = 0;
    friend bool operator==(const AbortSlot&, const AbortSlot&) = default;
};

/// Make a work directory with a repository in it; empty: a new temporary one. Answer:
/// DirectoryReady or DirectoryFailed.
struct SetupDirectory {
    std::string work_dir;
    friend bool operator==(const SetupDirectory&, const SetupDirectory&) = default;
};

/// Remove a temporary work directory that SetupDirectory made.
struct RemoveDirectory {
    std::string path;
    friend bool operator==(const RemoveDirectory&, const RemoveDirectory&) = default;
};

/// The last effect of a session: send what was queued, then end with this status.
struct Exit {
    int status = 0;
    friend bool operator==(const Exit&, const Exit&) = default;
};

using Effect = std::variant<SendLine, CheckRepository, PrepareWorktree, StartStep, AbortSlot,
                            SetupDirectory, RemoveDirectory, Exit>;
using Effects = std::vector<Effect>;

}  // namespace bm::worker
