// SPDX-License-Identifier: GPL-2.0-or-later
// What a worker's side of a session asks of the world.
#pragma once

#include <cstdint>
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

/// Measure and hash these result files. Answer: ArtefactsListed.
struct ListArtefacts {
    std::string folder;
    std::vector<std::string> names;
    friend bool operator==(const ListArtefacts&, const ListArtefacts&) = default;
};

/// Read a piece of a result file and pack it. Answer: ArtefactRead.
struct ReadArtefact {
    std::string folder;
    std::string name;
    std::int64_t offset = 0;
    std::int64_t bytes = 0;
    friend bool operator==(const ReadArtefact&, const ReadArtefact&) = default;
};

/// These result files are with the boss, or nobody wants them.
struct RemoveArtefacts {
    std::string folder;
    friend bool operator==(const RemoveArtefacts&, const RemoveArtefacts&) = default;
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

using Effect =
    std::variant<SendLine, CheckRepository, PrepareWorktree, StartStep, AbortSlot, ListArtefacts,
                 ReadArtefact, RemoveArtefacts, SetupDirectory, RemoveDirectory, Exit>;
using Effects = std::vector<Effect>;

}  // namespace bm::worker
