// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/recipe/verdict.hpp"
#include "ports/access_log.hpp"
#include "ports/artefacts.hpp"
#include "ports/build_directory.hpp"
#include "ports/elf_reader.hpp"
#include "ports/event_loop.hpp"
#include "ports/private_repository.hpp"
#include "ports/process_runner.hpp"
#include "ports/result_folders.hpp"
#include "ports/source_files.hpp"

namespace bm::app::engine {

/// One work directory: the repository in it and the worktrees of its slots.
class Workspace {
  public:
    virtual ~Workspace() = default;
    virtual bool has_repository() const = 0;
    virtual ports::PrivateRepository& repository() = 0;
    virtual ports::Worktrees& worktrees() = 0;
    virtual std::unique_ptr<ports::SourceFiles> commit_files(const std::string& commit) = 0;
};

/// All that a worker's engine reaches of the world. What it refers to outlives the engine.
struct WorkerWorld {
    ports::EventLoop& loop;
    ports::ProcessRunner& processes;
    ports::ResultFolders& results;
    ports::ElfReader& elf;
    ports::ArtefactSource& artefacts;
    /// Opens a work directory that is there.
    std::function<std::unique_ptr<Workspace>(const std::string& work_dir)> open_workspace;
    /// Makes a work directory with a repository ("": a temporary one) and returns its path.
    std::function<core::Expected<std::string>(const std::string& work_dir)> set_up;
    std::function<void(const std::string& path)> remove_directory;
    std::function<std::unique_ptr<ports::BuildDirectory>(const std::string& path)> build_directory;
    std::function<double()> load_average;  ///< of the last minute; 0 when it is not known
    std::function<void(std::string_view line)> debug;
    /// What the machine says of these folders and of the compiler; blocking. Absent: all is well.
    std::function<recipe::MachineFacts(const std::vector<std::string>& folders,
                                       const std::string& compiler)>
        look_at_room = {};
    /// What a command of Kconfig's prints, run by the shell in that directory; blocking. Absent: it
    /// cannot be told.
    std::function<std::string(const std::string& command, const std::string& directory,
                              const std::map<std::string, std::string>& environment)>
        shell = {};
    /// Absent: builds cannot be watched on this machine.
    ports::AccessWatcher* watcher = nullptr;
    /// Processes that the kernel has killed for want of memory since it started.
    std::function<std::int64_t()> kernel_kills = {};
};

}  // namespace bm::app::engine
