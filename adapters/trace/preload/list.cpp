// SPDX-License-Identifier: GPL-2.0-or-later
// Reading the names in a directory.
#include <dirent.h>
#include <ftw.h>
#include <glob.h>

#include "adapters/trace/preload/wrapper.hpp"

using namespace bm::adapters::trace;

BM_WRAPPER DIR* opendir(const char* path) {
    BM_REAL(opendir, DIR * (*)(const char*))
    DIR* directory = real(path);
    note_outcome(directory != nullptr, listing(), AT_FDCWD, path);
    return directory;
}

BM_WRAPPER DIR* fdopendir(int fd) {
    BM_REAL(fdopendir, DIR * (*)(int))
    DIR* directory = real(fd);
    if (directory != nullptr) note(listing(), fd, ".");
    return directory;
}

#define BM_SCANDIR(name, type)                                                                  \
    BM_WRAPPER int name(const char* __restrict path, type*** __restrict names,                  \
                        int (*filter)(const type*), int (*order)(const type**, const type**)) { \
        BM_REAL(name, int (*)(const char*, type***, int (*)(const type*),                       \
                              int (*)(const type**, const type**)))                             \
        const int count = real(path, names, filter, order);                                     \
        note_outcome(count >= 0, listing(), AT_FDCWD, path);                                    \
        return count;                                                                           \
    }
BM_SCANDIR(scandir, dirent)
BM_SCANDIR(scandir64, dirent64)

// The C library reads the directories, or functions of the program do; what was wanted of them is
// the same. Braces are several patterns, and a tilde is somebody's home.
#define BM_GLOB(name, type)                                                                   \
    BM_WRAPPER int name(const char* __restrict pattern, int flags,                            \
                        int (*on_error)(const char*, int), type* __restrict found) noexcept { \
        BM_REAL(name, int (*)(const char*, int, int (*)(const char*, int), type*))            \
        if ((flags & (GLOB_BRACE | GLOB_TILDE | GLOB_TILDE_CHECK)) != 0) note_gap("glob");    \
        note(Access::pattern, AT_FDCWD, pattern);                                             \
        return real(pattern, flags, on_error, found);                                         \
    }
BM_GLOB(glob, glob_t)
BM_GLOB(glob64, glob64_t)

// These walk inside of the C library, where nobody sees them.
#define BM_NFTW(name, function)                                                    \
    BM_WRAPPER int name(const char* path, function each, int handles, int flags) { \
        BM_REAL(name, int (*)(const char*, function, int, int))                    \
        note_gap("nftw");                                                          \
        return real(path, each, handles, flags);                                   \
    }
BM_NFTW(nftw, __nftw_func_t)
BM_NFTW(nftw64, __nftw64_func_t)

#define BM_FTW(name, function)                                          \
    BM_WRAPPER int name(const char* path, function each, int handles) { \
        BM_REAL(name, int (*)(const char*, function, int))              \
        note_gap("ftw");                                                \
        return real(path, each, handles);                               \
    }
BM_FTW(ftw, __ftw_func_t)
BM_FTW(ftw64, __ftw64_func_t)
