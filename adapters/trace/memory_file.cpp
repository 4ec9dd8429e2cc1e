// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/trace/memory_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace bm::adapters::trace {

core::Expected<MemoryFile> MemoryFile::create(const char* name) {
    const int fd = ::memfd_create(name, MFD_CLOEXEC);
    if (fd < 0)
        return core::fail(core::ErrorKind::environment,
                          std::string("cannot make a file in memory: ") + std::strerror(errno));
    return MemoryFile(fd);
}

MemoryFile::MemoryFile(int fd)
    : fd_(fd), path_("/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(fd)) {}

MemoryFile::MemoryFile(MemoryFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}

MemoryFile::~MemoryFile() {
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace bm::adapters::trace
