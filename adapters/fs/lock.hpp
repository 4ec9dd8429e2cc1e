// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "adapters/fs/file_descriptor.hpp"
#include "domain/core/expected.hpp"

namespace bm::adapters::fs {

/// An exclusive lock (flock) on a file whose text says who holds it: host, pid, start, and
/// `purpose` if there is one. It is
/// held until this object and every process that inherited its descriptor are gone. The file stays.
class Lock {
  public:
    /// busy: another holds it, and the message says who. Makes the file, not its folder.
    static core::Expected<Lock> take(const std::string& path, const std::string& purpose = {});

    /// Close-on-exec; whoever starts a process that is to hold the lock too passes a duplicate.
    int descriptor() const { return file_.get(); }

  private:
    explicit Lock(FileDescriptor file) : file_(std::move(file)) {}
    FileDescriptor file_;
};

/// What an open lock's file says of its holder: the first line, with what could upset a terminal
/// left out. It may name one that is gone.
std::string lock_text(int file);

/// As a lock's text names this machine.
std::string host_name();

}  // namespace bm::adapters::fs
