// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/turnstile.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "adapters/fs/failure.hpp"

namespace bm::adapters::fs {
namespace {

tl::unexpected<core::Error> cannot_make(const std::string& folder, int number) {
    auto failed = system_failure("make", folder, number);
    failed.value().message += "; name a place that you can write to with TMPDIR";
    return failed;
}

}  // namespace

core::Expected<Turnstile> Turnstile::open(const std::string& folder) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return cannot_make(folder, errno);
    struct stat status {};
    if (::lstat(folder.c_str(), &status) != 0) return system_failure("look at", folder, errno);
    const bool own = S_ISDIR(status.st_mode) && status.st_uid == ::geteuid();
    if (!own || (status.st_mode & 077) != 0)
        return core::fail(core::ErrorKind::refused,
                          folder + " is not a folder that only you can enter: remove it, or name "
                                   "another place with TMPDIR");
    return Turnstile(folder);
}

core::Expected<Lock> Turnstile::enter(int limit) const {
    // One at a time counts: two that count together would both see the last free place.
    BM_TRY_ASSIGN(const auto gate, Lock::take(folder_ + "/gate"));
    std::optional<Lock> place;
    std::string last;
    int in = 0;
    for (int number = 0; in < limit; ++number) {
        const auto path = folder_ + "/place-" + std::to_string(number);
        if (place && ::access(path.c_str(), F_OK) != 0) return std::move(*place);
        auto taken = Lock::take(path);
        if (taken && !place) {
            place = std::move(*taken);
        } else if (!taken && taken.error().kind == core::ErrorKind::busy) {
            ++in;
            last = taken.error().message;
        } else if (!taken) {
            return tl::unexpected(taken.error());
        }
    }
    return core::fail(core::ErrorKind::busy, last);
}

}  // namespace bm::adapters::fs
