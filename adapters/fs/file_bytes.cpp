// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/file_bytes.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace bm::adapters::fs {
namespace {

constexpr std::size_t piece = 64u << 10;
using Buffer = std::array<char, piece>;

/// Up to a whole buffer; less only at the end of the file; -1 with errno.
ssize_t read_piece(int file, Buffer& buffer, off_t at) {
    std::size_t filled = 0;
    while (filled < buffer.size()) {
        const auto got = ::pread(file, buffer.data() + filled, buffer.size() - filled,
                                 at + static_cast<off_t>(filled));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    return static_cast<ssize_t>(filled);
}

}  // namespace

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool copy_all(int from, int to) {
    Buffer buffer;
    off_t at = 0;
    while (true) {
        const auto got = read_piece(from, buffer, at);
        if (got < 0) return false;
        if (got == 0) return true;
        if (!write_all(to, {buffer.data(), static_cast<std::size_t>(got)})) return false;
        at += got;
    }
}

bool same_bytes(int a, int b) {
    Buffer first;
    Buffer second;
    off_t at = 0;
    while (true) {
        const auto got = read_piece(a, first, at);
        if (got < 0 || read_piece(b, second, at) != got) return false;
        if (got == 0) return true;
        if (std::memcmp(first.data(), second.data(), static_cast<std::size_t>(got)) != 0)
            return false;
        at += got;
    }
}

void begin_sync(int file) { (void)::sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE); }

bool sync_file(int file) {
    while (::fsync(file) != 0) {
        if (errno == EINTR) continue;
        return errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
    }
    return true;
}

}  // namespace bm::adapters::fs
