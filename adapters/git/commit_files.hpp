// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <git2.h>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "adapters/git/handle.hpp"
#include "adapters/git/program.hpp"
#include "ports/source_files.hpp"

namespace bm::adapters::git {

/// A link that leads through more than these is read as if it led nowhere.
inline constexpr int most_links = 8;

/// The path in the tree that a link at `path` names; not_found when it leads out of it.
core::Expected<std::string> behind_link(const std::string& path, const std::string& target);

/// The files of a commit, read through libgit2; shallow clones too. Links to folders are not
/// followed.
class LibraryCommitFiles final : public ports::SourceFiles {
  public:
    /// An error for what libgit2 cannot open, and for a commit that is not there.
    static core::Expected<std::unique_ptr<LibraryCommitFiles>> open(const std::string& directory,
                                                                    const std::string& commit);
    ~LibraryCommitFiles() override;
    LibraryCommitFiles(const LibraryCommitFiles&) = delete;
    LibraryCommitFiles& operator=(const LibraryCommitFiles&) = delete;

    core::Expected<std::vector<std::string>> list() override;
    core::Expected<void> prepare(const std::vector<std::string>& paths) override;
    core::Expected<std::string> read(const std::string& path) override;

  private:
    using Repository = Handle<git_repository, git_repository_free>;
    LibraryCommitFiles() = default;

    Repository repository_;
    TreeHandle tree_;
    std::mutex one_reader_;  ///< at a time: objects of libgit2 are not for several threads
};

/// The same through the git program, which opens every repository.
class ProgramCommitFiles final : public ports::SourceFiles {
  public:
    /// `scratch`: a folder of ours for what git reads, absolute.
    ProgramCommitFiles(const Program& git, std::string directory, std::string commit,
                       std::string scratch)
        : git_(git),
          directory_(std::move(directory)),
          commit_(std::move(commit)),
          scratch_(std::move(scratch)) {}

    core::Expected<std::vector<std::string>> list() override;
    core::Expected<void> prepare(const std::vector<std::string>& paths) override;
    core::Expected<std::string> read(const std::string& path) override;

  private:
    core::Expected<std::string> read_entry(const std::string& path);

    const Program& git_;
    std::string directory_;
    std::string commit_;
    std::string scratch_;
    std::map<std::string, std::string> objects_;  ///< hash by path
    std::set<std::string> links_;
    std::map<std::string, std::string> taken_;  ///< bytes by path
    std::mutex one_reader_;                     ///< at a time: read() may list
};

}  // namespace bm::adapters::git
