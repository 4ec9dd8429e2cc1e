// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "adapters/fs/file_descriptor.hpp"
#include "ports/source_files.hpp"

namespace bm::adapters::fs {

/// What a file system tells about a file or folder without reading it; `seen` is what one looks at.
/// Equal marks, taken when the file was not being changed, mean equal contents, as git's index has
/// it.
struct Mark {
    std::string path;                     ///< as it was asked for
    std::string seen;                     ///< empty: it is not there
    std::chrono::nanoseconds changed{0};  ///< when, since 1970; not a part of `seen`
};

/// The files below a directory as they lie there. Links are not followed but to be read.
class DirectoryFiles final : public ports::SourceFiles {
  public:
    /// Folders of the names in `passed_over` are, wherever they lie.
    explicit DirectoryFiles(std::string top, std::vector<std::string> passed_over = {});

    core::Expected<std::vector<std::string>> list() override;
    core::Expected<void> prepare(const std::vector<std::string>& paths) override;
    core::Expected<std::string> read(const std::string& path) override;

    std::vector<std::string> left_out() const override { return left_out_; }

    /// Those that list() went through, "" for the top.
    const std::vector<std::string>& folders() const { return folders_; }

    /// Of files and folders below the directory.
    static Mark mark(int directory, const std::string& path);
    static std::vector<Mark> marks(const std::string& top, const std::vector<std::string>& paths);
    /// Nothing that the marks tell of has changed.
    static bool are_current(const std::string& top, const std::vector<Mark>& marks);

  private:
    std::string top_;
    FileDescriptor directory_;  ///< top_, where it is there
    std::vector<std::string> passed_over_;
    std::vector<std::string> folders_;
    std::vector<std::string> left_out_;
};

}  // namespace bm::adapters::fs
