// SPDX-License-Identifier: GPL-2.0-or-later
// What can happen to a worker's side of a session.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "domain/protocol/message.hpp"
#include "domain/recipe/step.hpp"

namespace bm::worker {

/// The process is up. Comes first, once.
struct Started {};

/// One line from the boss, without its '\n'. A blank one is a ping.
struct LineArrived {
    std::string text;
};

/// A line that was not even looked at: too long.
struct LineRefused {
    std::string why;
};

/// The boss closed its side, or ours is broken.
struct InputEnded {};

/// SIGTERM, SIGINT or SIGHUP.
struct StopSignal {
    int number = 0;
};

struct RepositoryReady {};
struct RepositoryFailed {
    std::string message;
};

struct WorktreeReady {
    int slot = 0;
};
struct WorktreeFailed {
    int slot = 0;
    std::string message;
};

/// The answer to SetupDirectory.
struct DirectoryReady {
    std::string work_dir;
};
struct DirectoryFailed {
    std::string message;
};

/// The answer to StartStep; comes exactly once for each, also after AbortSlot.
struct StepEnded {
    int slot = 0;
    recipe::StepResult result;
    double load_average = 0.0;  ///< of the last minute
};

/// The answer to ListArtefacts: the files in the order in which they were named, or why not.
struct ArtefactsListed {
    std::string folder;
    std::vector<protocol::Artefact> files;
    std::string error;  ///< empty: they are listed
};

/// The answer to ReadArtefact.
struct ArtefactRead {
    std::string folder;
    std::string data;   ///< the bytes as a zlib stream, in base64
    std::string error;  ///< empty: they were read
};

/// How much of our output the boss has not taken yet.
struct OutputBacklog {
    std::size_t bytes = 0;
};

/// The moment of next_deadline() has come.
struct Tick {};

using Event =
    std::variant<Started, LineArrived, LineRefused, InputEnded, StopSignal, RepositoryReady,
                 RepositoryFailed, WorktreeReady, WorktreeFailed, DirectoryReady, DirectoryFailed,
                 StepEnded, ArtefactsListed, ArtefactRead, OutputBacklog, Tick>;

}  // namespace bm::worker
