// SPDX-License-Identifier: GPL-2.0-or-later
// Opening files. glibc's headers may make one name of another; here each is itself.
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "adapters/trace/preload/wrapper.hpp"

using namespace bm::adapters::trace;

namespace {

bool makes(int flags) { return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE; }

void note_open(int fd, int flags, int at, const char* path) {
    const bool good = fd >= 0;
    if ((flags & O_PATH) != 0) return note_outcome(good, Access::present, at, path);
    const int mode = flags & O_ACCMODE;
    if (mode != O_RDONLY || makes(flags) || (flags & O_TRUNC) != 0) {
        note_outcome(good, Access::write, at, path);
        if (mode != O_WRONLY && (flags & O_TRUNC) == 0) note_outcome(good, Access::read, at, path);
        return;
    }
    note_outcome(good, (flags & O_DIRECTORY) != 0 ? listing() : reading(path), at, path);
}

void note_stream(bool good, const char* mode, const char* path) {
    const bool reads = mode != nullptr && mode[0] == 'r';
    if (reads) note_outcome(good, reading(path), AT_FDCWD, path);
    if (!reads || strchr(mode, '+') != nullptr) note_outcome(good, Access::write, AT_FDCWD, path);
}

/// The third or fourth argument, where there is one.
mode_t mode_of(int flags, va_list list) {
    return makes(flags) ? static_cast<mode_t>(va_arg(list, int)) : 0;
}

}  // namespace

#define BM_OPEN(name)                                           \
    BM_WRAPPER int name(const char* path, int flags, ...) {     \
        BM_REAL(name, int (*)(const char*, int, ...))           \
        va_list list;                                           \
        va_start(list, flags);                                  \
        const int fd = real(path, flags, mode_of(flags, list)); \
        va_end(list);                                           \
        note_open(fd, flags, AT_FDCWD, path);                   \
        return fd;                                              \
    }
BM_OPEN(open)
BM_OPEN(open64)

#define BM_OPENAT(name)                                             \
    BM_WRAPPER int name(int at, const char* path, int flags, ...) { \
        BM_REAL(name, int (*)(int, const char*, int, ...))          \
        va_list list;                                               \
        va_start(list, flags);                                      \
        const int fd = real(at, path, flags, mode_of(flags, list)); \
        va_end(list);                                               \
        note_open(fd, flags, at, path);                             \
        return fd;                                                  \
    }
BM_OPENAT(openat)
BM_OPENAT(openat64)

// As programs call them that were compiled with _FORTIFY_SOURCE.
#define BM_OPEN_2(name)                                \
    BM_WRAPPER int name(const char* path, int flags) { \
        BM_REAL(name, int (*)(const char*, int))       \
        const int fd = real(path, flags);              \
        note_open(fd, flags, AT_FDCWD, path);          \
        return fd;                                     \
    }
BM_OPEN_2(__open_2)
BM_OPEN_2(__open64_2)

#define BM_OPENAT_2(name)                                      \
    BM_WRAPPER int name(int at, const char* path, int flags) { \
        BM_REAL(name, int (*)(int, const char*, int))          \
        const int fd = real(at, path, flags);                  \
        note_open(fd, flags, at, path);                        \
        return fd;                                             \
    }
BM_OPENAT_2(__openat_2)
BM_OPENAT_2(__openat64_2)

#define BM_CREAT(name)                                        \
    BM_WRAPPER int name(const char* path, mode_t mode) {      \
        BM_REAL(name, int (*)(const char*, mode_t))           \
        const int fd = real(path, mode);                      \
        note_outcome(fd >= 0, Access::write, AT_FDCWD, path); \
        return fd;                                            \
    }
BM_CREAT(creat)
BM_CREAT(creat64)

#define BM_FOPEN(name)                                          \
    BM_WRAPPER FILE* name(const char* path, const char* mode) { \
        BM_REAL(name, FILE* (*)(const char*, const char*))      \
        FILE* stream = real(path, mode);                        \
        note_stream(stream != nullptr, mode, path);             \
        return stream;                                          \
    }
BM_FOPEN(fopen)
BM_FOPEN(fopen64)

#define BM_FREOPEN(name)                                                      \
    BM_WRAPPER FILE* name(const char* path, const char* mode, FILE* stream) { \
        BM_REAL(name, FILE* (*)(const char*, const char*, FILE*))             \
        stream = real(path, mode, stream);                                    \
        note_stream(stream != nullptr, mode, path);                           \
        return stream;                                                        \
    }
BM_FREOPEN(freopen)
BM_FREOPEN(freopen64)
