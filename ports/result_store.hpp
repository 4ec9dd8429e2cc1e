// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/result/outcome.hpp"
#include "domain/result/paths.hpp"

namespace bm::ports {

/// Where a build's files are in the output tree. Both empty (-w): in the base, with other files.
struct BuildFolder {
    std::string commit;  ///< name of the commit's folder; empty (-N): boards are in the base
    std::string board;
    friend bool operator==(const BuildFolder&, const BuildFolder&) = default;
};

/// What is known of a build of an earlier run.
struct StoredBuild {
    int return_code = 0;
    std::string stderr_text;
    std::string sizes;  ///< the file; empty when there is none
    bool has_lines = false;  ///< its footprint was taken
    friend bool operator==(const StoredBuild&, const StoredBuild&) = default;
};

/// One output tree. Blocking.
class ResultStore {
  public:
    virtual ~ResultStore() = default;
    /// Stores an outcome in place of any earlier one. Each file appears whole, and `done` appears
    /// last: whoever sees it sees all files of this outcome and none of another, also after the
    /// power was cut (doc/durability.md). When it returns, the outcome will be there. Spooled files
    /// are moved, and their folder is removed, also after an error. Large files that equal those of
    /// `neighbour` become links to them. After an error there is no `done`; no_space: the disk is
    /// full; refused: a spooled file is not what it says.
    virtual core::Expected<void> put(const BuildFolder& folder, const result::Outcome& outcome,
                                     const std::optional<BuildFolder>& neighbour) = 0;
    /// Keeps an outcome that differs from the stored one beside it, where no reader takes it for
    /// the build's (result::flakes_folder). Spooled files as above; one that was kept before goes.
    virtual core::Expected<void> keep_second(const BuildFolder& folder,
                                             const result::Outcome& outcome) = 0;
    /// Names of the result files in which the outcome of one folder differs from that of another,
    /// but for what only says when and where it was built (result::is_of_its_commit). An error where
    /// one has no outcome.
    virtual core::Expected<std::vector<std::string>> different(const BuildFolder& folder,
                                                               const BuildFolder& other) = 0;
    /// nullopt: there is no outcome yet.
    virtual core::Expected<std::optional<StoredBuild>> find(const BuildFolder& folder) = 0;
    /// Names of the folders in the base.
    virtual core::Expected<std::vector<std::string>> folders() = 0;
    /// Those that were set aside.
    virtual core::Expected<std::vector<result::KeptFolder>> kept() = 0;
    virtual core::Expected<void> arrange(const result::FolderPlan& plan) = 0;
};

}  // namespace bm::ports
