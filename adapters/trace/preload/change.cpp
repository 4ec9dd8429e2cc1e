// SPDX-License-Identifier: GPL-2.0-or-later
// Making, moving and removing files.
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/trace/preload/wrapper.hpp"

using namespace bm::adapters::trace;

#define BM_REMOVE(name)                                           \
    BM_WRAPPER int name(const char* path) noexcept {              \
        BM_REAL(name, int (*)(const char*))                       \
        const int result = real(path);                            \
        note_outcome(result == 0, Access::write, AT_FDCWD, path); \
        return result;                                            \
    }
BM_REMOVE(unlink)
BM_REMOVE(remove)
BM_REMOVE(rmdir)

BM_WRAPPER int unlinkat(int at, const char* path, int flags) noexcept {
    BM_REAL(unlinkat, int (*)(int, const char*, int))
    const int result = real(at, path, flags);
    note_outcome(result == 0, Access::write, at, path);
    return result;
}

namespace {

void note_two(int result, Access how, int at, const char* from, int to_at, const char* to) {
    note_outcome(result == 0, how, at, from);
    if (result == 0) note(Access::write, to_at, to);
}

/// A folder that is there already was found.
void note_folder(int result, int at, const char* path) {
    if (result != 0 && errno == EEXIST) return note(Access::present, at, path);
    note_outcome(result == 0, Access::write, at, path);
}

}  // namespace

BM_WRAPPER int rename(const char* from, const char* to) noexcept {
    BM_REAL(rename, int (*)(const char*, const char*))
    const int result = real(from, to);
    note_two(result, Access::write, AT_FDCWD, from, AT_FDCWD, to);
    return result;
}

BM_WRAPPER int renameat(int at, const char* from, int to_at, const char* to) noexcept {
    BM_REAL(renameat, int (*)(int, const char*, int, const char*))
    const int result = real(at, from, to_at, to);
    note_two(result, Access::write, at, from, to_at, to);
    return result;
}

BM_WRAPPER int renameat2(int at, const char* from, int to_at, const char* to,
                         unsigned flags) noexcept {
    BM_REAL(renameat2, int (*)(int, const char*, int, const char*, unsigned))
    const int result = real(at, from, to_at, to, flags);
    note_two(result, Access::write, at, from, to_at, to);
    return result;
}

BM_WRAPPER int link(const char* from, const char* to) noexcept {
    BM_REAL(link, int (*)(const char*, const char*))
    const int result = real(from, to);
    note_two(result, Access::read, AT_FDCWD, from, AT_FDCWD, to);
    return result;
}

BM_WRAPPER int linkat(int at, const char* from, int to_at, const char* to, int flags) noexcept {
    BM_REAL(linkat, int (*)(int, const char*, int, const char*, int))
    const int result = real(at, from, to_at, to, flags);
    note_two(result, Access::read, at, from, to_at, to);
    return result;
}

BM_WRAPPER int symlink(const char* target, const char* path) noexcept {
    BM_REAL(symlink, int (*)(const char*, const char*))
    const int result = real(target, path);
    note_outcome(result == 0, Access::write, AT_FDCWD, path);
    return result;
}

BM_WRAPPER int symlinkat(const char* target, int at, const char* path) noexcept {
    BM_REAL(symlinkat, int (*)(const char*, int, const char*))
    const int result = real(target, at, path);
    note_outcome(result == 0, Access::write, at, path);
    return result;
}

BM_WRAPPER int mkdir(const char* path, mode_t mode) noexcept {
    BM_REAL(mkdir, int (*)(const char*, mode_t))
    const int result = real(path, mode);
    note_folder(result, AT_FDCWD, path);
    return result;
}

BM_WRAPPER int mkdirat(int at, const char* path, mode_t mode) noexcept {
    BM_REAL(mkdirat, int (*)(int, const char*, mode_t))
    const int result = real(at, path, mode);
    note_folder(result, at, path);
    return result;
}

BM_WRAPPER int chdir(const char* path) noexcept {
    BM_REAL(chdir, int (*)(const char*))
    const int result = real(path);
    note_outcome(result == 0, Access::present, AT_FDCWD, result == 0 ? "." : path);
    return result;
}
