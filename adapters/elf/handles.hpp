// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <libelf.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <utility>

#include "domain/core/expected.hpp"

namespace bm::adapters::elf {

class FileDescriptor {
  public:
    explicit FileDescriptor(int fd) : fd_(fd) {}
    FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    FileDescriptor& operator=(FileDescriptor&&) = delete;
    ~FileDescriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }

  private:
    int fd_;
};

struct ElfEnd {
    void operator()(Elf* elf) const { elf_end(elf); }
};
using ElfHandle = std::unique_ptr<Elf, ElfEnd>;

/// A regular file, opened for reading; not_found or environment.
core::Expected<FileDescriptor> open_file(const std::string& path);

/// refused with libelf's own words.
tl::unexpected<core::Error> not_sound(const std::string& path, const std::string& what);

}  // namespace bm::adapters::elf
