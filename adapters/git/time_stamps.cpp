// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/time_stamps.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <chrono>
#include <system_error>

namespace bm::adapters::git {
namespace {

namespace fs = std::filesystem;

timespec timespec_of(fs::file_time_type time) {
    const auto since = std::chrono::file_clock::to_sys(time).time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
    timespec result{};
    result.tv_sec = seconds.count();
    result.tv_nsec = std::chrono::nanoseconds(since - seconds).count();
    return result;
}

bool is_later(const timespec& a, const timespec& b) {
    return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

}  // namespace

void make_none_younger(const fs::path& folder, fs::file_time_type now) {
    const auto latest = timespec_of(now);
    const timespec times[] = {{0, UTIME_OMIT}, latest};
    std::error_code ended;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied,
                                        ended);
    for (; !ended && at != fs::recursive_directory_iterator(); at.increment(ended)) {
        struct stat found {};
        const auto* path = at->path().c_str();
        if (::lstat(path, &found) == 0 && is_later(found.st_mtim, latest))
            (void)::utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW);
    }
}

}  // namespace bm::adapters::git
