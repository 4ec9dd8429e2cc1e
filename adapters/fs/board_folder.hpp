// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "adapters/fs/file_descriptor.hpp"
#include "domain/core/expected.hpp"
#include "domain/result/outcome.hpp"

namespace bm::adapters::fs {

/// One board's folder at one commit, open for writing.
class BoardFolder {
  public:
    /// `shared`: other files than bm's results lie in it too, and are left alone. `neighbour` may
    /// own nothing.
    BoardFolder(FileDescriptor directory, std::string path, bool shared, FileDescriptor neighbour);

    /// Removes an earlier outcome, its `done` first.
    core::Expected<void> clear();
    /// Writes the files in their order, each whole or not at all. `done` is written when all before
    /// it would outlast a power cut, and so does the whole when this returns.
    core::Expected<void> write(const std::vector<result::FileToWrite>& files,
                               const std::string& spool_folder);

  private:
    core::Expected<void> write_text(const std::string& name, const std::string& bytes);
    core::Expected<void> take_spooled(int spool, const std::string& name);
    core::Expected<void> copy_spooled(int source, const std::string& name, mode_t mode);
    /// What was written so far, and the names of it, are on the disk.
    core::Expected<void> make_durable();
    /// Gives the finished temporary file its name.
    core::Expected<void> publish(const std::string& name);
    /// True when the neighbour's file has taken the place of the temporary one.
    bool linked_to_neighbour(const std::string& name, const std::string& temporary);

    FileDescriptor directory_;
    std::string path_;
    bool shared_;
    FileDescriptor neighbour_;
    std::vector<std::string> volatile_;  ///< files that may not be on the disk yet
};

}  // namespace bm::adapters::fs
