// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/open_below.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>

namespace bm::adapters::fs {
namespace {

constexpr int reading = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
constexpr int most_tries = 100;

/// Empty with errno.
std::string real_path(const std::string& path) {
    const std::unique_ptr<char, void (*)(void*)> found(::realpath(path.c_str(), nullptr),
                                                       std::free);
    return found ? std::string(found.get()) : std::string();
}

}  // namespace

FileDescriptor open_below(int directory, const std::string& top, const std::string& path) {
    open_how how{};
    how.flags = static_cast<decltype(how.flags)>(reading);
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    long opened = -1;
    // It asks to be called again when something is renamed meanwhile.
    for (int tries = 0; tries < most_tries; ++tries) {
        opened = ::syscall(SYS_openat2, directory, path.c_str(), &how, sizeof how);
        if (opened >= 0 || errno != EAGAIN) break;
    }
    if (opened < 0 && (errno == ENOSYS || errno == EPERM)) return open_below_by_name(top, path);
    return FileDescriptor(static_cast<int>(opened));
}

FileDescriptor open_below_by_name(const std::string& top, const std::string& path) {
    auto folder = real_path(top);
    const auto file = folder.empty() ? std::string() : real_path(top + "/" + path);
    if (file.empty()) return FileDescriptor(-1);
    if (!folder.ends_with('/')) folder += '/';
    if (!file.starts_with(folder)) {
        errno = EXDEV;
        return FileDescriptor(-1);
    }
    return FileDescriptor(::open(file.c_str(), reading));
}

}  // namespace bm::adapters::fs
