// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace bm::app {

/// The worker as a static file of its own, beside bm; empty where there is none.
std::filesystem::path worker_file();

/// What bm says of itself with --version.
std::string our_version();

struct WorkerProgram {
    std::string path;    ///< what to start, with the verb of a worker or of a guard
    std::string notice;  ///< why worker_file() is not used though it is there; may be empty
};

/// What bm starts here for its workers and guards: worker_file() if that is of this version, or bm
/// itself. A static program starts in a quarter of bm's time, and a build starts several. It was
/// tried when this was first called, and stays the one that it was then, whatever replaces the
/// file.
const WorkerProgram& worker_program();

}  // namespace bm::app
