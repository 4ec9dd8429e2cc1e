// SPDX-License-Identifier: GPL-2.0-or-later
// Asking whether a file is there, what it is and where it leads.
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/trace/preload/wrapper.hpp"

using namespace bm::adapters::trace;

#define BM_STAT(name, type)                                        \
    BM_WRAPPER int name(const char* path, type* status) noexcept { \
        BM_REAL(name, int (*)(const char*, type*))                 \
        const int result = real(path, status);                     \
        note_outcome(result == 0, finding(), AT_FDCWD, path);      \
        return result;                                             \
    }
BM_STAT(stat, struct stat)
BM_STAT(stat64, struct stat64)
BM_STAT(lstat, struct stat)
BM_STAT(lstat64, struct stat64)

#define BM_FSTATAT(name, type)                                                        \
    BM_WRAPPER int name(int at, const char* path, type* status, int flags) noexcept { \
        BM_REAL(name, int (*)(int, const char*, type*, int))                          \
        const int result = real(at, path, status, flags);                             \
        note_outcome(result == 0, finding(), at, path);                               \
        return result;                                                                \
    }
BM_FSTATAT(fstatat, struct stat)
BM_FSTATAT(fstatat64, struct stat64)

// As programs call them that were linked with glibc before 2.33.
#define BM_XSTAT(name, type)                                                    \
    BM_WRAPPER int name(int version, const char* path, type* status) noexcept { \
        BM_REAL(name, int (*)(int, const char*, type*))                         \
        const int result = real(version, path, status);                         \
        note_outcome(result == 0, finding(), AT_FDCWD, path);                   \
        return result;                                                          \
    }
BM_XSTAT(__xstat, struct stat)
BM_XSTAT(__xstat64, struct stat64)
BM_XSTAT(__lxstat, struct stat)
BM_XSTAT(__lxstat64, struct stat64)

#define BM_FXSTATAT(name, type)                                                                    \
    BM_WRAPPER int name(int version, int at, const char* path, type* status, int flags) noexcept { \
        BM_REAL(name, int (*)(int, int, const char*, type*, int))                                  \
        const int result = real(version, at, path, status, flags);                                 \
        note_outcome(result == 0, finding(), at, path);                                            \
        return result;                                                                             \
    }
BM_FXSTATAT(__fxstatat, struct stat)
BM_FXSTATAT(__fxstatat64, struct stat64)

BM_WRAPPER int statx(int at, const char* __restrict path, int flags, unsigned mask,
                     struct statx* __restrict status) noexcept {
    BM_REAL(statx, int (*)(int, const char*, int, unsigned, struct statx*))
    const int result = real(at, path, flags, mask, status);
    note_outcome(result == 0, finding(), at, path);
    return result;
}

#define BM_ACCESS(name)                                        \
    BM_WRAPPER int name(const char* path, int mode) noexcept { \
        BM_REAL(name, int (*)(const char*, int))               \
        const int result = real(path, mode);                   \
        note_outcome(result == 0, finding(), AT_FDCWD, path);  \
        return result;                                         \
    }
BM_ACCESS(access)
BM_ACCESS(eaccess)
BM_ACCESS(euidaccess)

BM_WRAPPER int faccessat(int at, const char* path, int mode, int flags) noexcept {
    BM_REAL(faccessat, int (*)(int, const char*, int, int))
    const int result = real(at, path, mode, flags);
    note_outcome(result == 0, finding(), at, path);
    return result;
}

namespace {

/// What is no link is there all the same.
void note_link(ssize_t result, int at, const char* path) {
    if (result < 0 && errno == EINVAL) return note(finding(), at, path);
    note_outcome(result >= 0, Access::link, at, path);
}

/// The C library looks at every folder on the way; what is found stands for that.
void note_resolved(const char* result, const char* path) {
    note_outcome(result != nullptr, finding(), AT_FDCWD, path);
    if (result != nullptr) note(finding(), AT_FDCWD, result);
}

}  // namespace

BM_WRAPPER ssize_t readlink(const char* __restrict path, char* __restrict buffer,
                            size_t size) noexcept {
    BM_REAL(readlink, ssize_t(*)(const char*, char*, size_t))
    const auto result = real(path, buffer, size);
    note_link(result, AT_FDCWD, path);
    return result;
}

BM_WRAPPER ssize_t readlinkat(int at, const char* __restrict path, char* __restrict buffer,
                              size_t size) noexcept {
    BM_REAL(readlinkat, ssize_t(*)(int, const char*, char*, size_t))
    const auto result = real(at, path, buffer, size);
    note_link(result, at, path);
    return result;
}

BM_WRAPPER ssize_t __readlink_chk(const char* __restrict path, char* __restrict buffer, size_t size,
                                  size_t room) {
    BM_REAL(__readlink_chk, ssize_t(*)(const char*, char*, size_t, size_t))
    const auto result = real(path, buffer, size, room);
    note_link(result, AT_FDCWD, path);
    return result;
}

BM_WRAPPER ssize_t __readlinkat_chk(int at, const char* __restrict path, char* __restrict buffer,
                                    size_t size, size_t room) {
    BM_REAL(__readlinkat_chk, ssize_t(*)(int, const char*, char*, size_t, size_t))
    const auto result = real(at, path, buffer, size, room);
    note_link(result, at, path);
    return result;
}

BM_WRAPPER char* realpath(const char* __restrict path, char* __restrict resolved) noexcept {
    BM_REAL(realpath, char* (*)(const char*, char*))
    char* result = real(path, resolved);
    note_resolved(result, path);
    return result;
}

BM_WRAPPER char* __realpath_chk(const char* path, char* resolved, size_t size) {
    BM_REAL(__realpath_chk, char* (*)(const char*, char*, size_t))
    char* result = real(path, resolved, size);
    note_resolved(result, path);
    return result;
}

BM_WRAPPER char* canonicalize_file_name(const char* path) noexcept {
    BM_REAL(canonicalize_file_name, char* (*)(const char*))
    char* result = real(path);
    note_resolved(result, path);
    return result;
}
