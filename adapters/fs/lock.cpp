// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>

#include "adapters/fs/failure.hpp"
#include "adapters/fs/file_bytes.hpp"

namespace bm::adapters::fs {
namespace {

constexpr std::size_t longest_text = 512;

std::string moment() {
    const std::time_t seconds = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts)};
}

int lock_now(int file) {
    while (::flock(file, LOCK_EX | LOCK_NB) != 0)
        if (errno != EINTR) return errno;
    return 0;
}

}  // namespace

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "an unnamed host";
}

std::string lock_text(int file) {
    std::array<char, longest_text> bytes{};
    const auto got = ::pread(file, bytes.data(), bytes.size(), 0);
    std::string text;
    for (ssize_t i = 0; i < got && bytes[static_cast<std::size_t>(i)] != '\n'; ++i)
        if (const char c = bytes[static_cast<std::size_t>(i)]; c >= ' ' && c <= '~') text += c;
    return text.empty() ? "another process" : text;
}

core::Expected<Lock> Lock::take(const std::string& path, const std::string& purpose) {
    FileDescriptor file(
        ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644));
    if (!file) return system_failure("open the lock", path, errno);
    if (const int problem = lock_now(file.get()); problem == EWOULDBLOCK)
        return core::fail(core::ErrorKind::busy, path + " is held by " + lock_text(file.get()) +
                                                     "; wait until it ends, or end it");
    else if (problem != 0)
        return system_failure("lock", path, problem);
    const auto text = "host " + host_name() + ", pid " + std::to_string(::getpid()) + ", since " +
                      moment() + (purpose.empty() ? "" : ", " + purpose) + "\n";
    if (::ftruncate(file.get(), 0) != 0 || !write_all(file.get(), text))
        return system_failure("write", path, errno);
    return Lock(std::move(file));
}

}  // namespace bm::adapters::fs
