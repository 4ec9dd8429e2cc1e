// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "domain/core/expected.hpp"

namespace bm::adapters::trace {

/// A file without a folder: programs of this user can open it by its path while this process runs,
/// and nothing is left of it, however that ends.
class MemoryFile {
  public:
    /// `name` is what tools show for it.
    static core::Expected<MemoryFile> create(const char* name);
    MemoryFile(MemoryFile&& other) noexcept;
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    MemoryFile& operator=(MemoryFile&&) = delete;
    ~MemoryFile();

    int descriptor() const { return fd_; }
    const std::string& path() const { return path_; }

  private:
    explicit MemoryFile(int fd);
    int fd_;
    std::string path_;
};

}  // namespace bm::adapters::trace
