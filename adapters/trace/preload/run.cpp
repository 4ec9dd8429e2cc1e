// SPDX-License-Identifier: GPL-2.0-or-later
// Running programs: each gets this library too, whatever environment it is given.
#include <alloca.h>
#include <limits.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "adapters/trace/preload/sight.hpp"
#include "adapters/trace/preload/wrapper.hpp"

extern char** environ;

using namespace bm::adapters::trace;

namespace {

constexpr char log_entry[] = "BM_TRACE_LOG=";
constexpr char preload_entry[] = "LD_PRELOAD=";
constexpr char role_entry[] = "BM_TRACE_ROLE=";

bool is_ours(const char* variable) {
    return strncmp(variable, log_entry, sizeof log_entry - 1) == 0 ||
           strncmp(variable, preload_entry, sizeof preload_entry - 1) == 0;
}

bool is_role(const char* variable) {
    return strncmp(variable, role_entry, sizeof role_entry - 1) == 0;
}

std::size_t count(char* const* list) {
    std::size_t items = 0;
    while (list != nullptr && list[items] != nullptr) ++items;
    return items;
}

/// How a program's environment is changed, and room for that.
struct Change {
    bool needed = false;
    bool watched = false;
    const char* role = nullptr;  ///< of a script that is known
    char role_text[sizeof role_entry + 16];
    char log[sizeof log_entry + PATH_MAX];
    const char* others = nullptr;  ///< libraries that the program is given beside
    char preload[sizeof preload_entry + 2 * PATH_MAX];
};

/// One that cannot be watched is spared what the loader would say of this library.
void plan(const char* path, char* const* environment, Change& change) {
    if (!watching()) return;
    const auto sight = look_at_program(path);
    if (sight == Sight::gone) return;
    change.watched = sight == Sight::whole;
    const char* log = value_in(environment, log_variable);
    const char* preload = value_in(environment, "LD_PRELOAD");
    const bool has_both = log != nullptr && preload != nullptr && strcmp(log, own_log()) == 0 &&
                          strstr(preload, own_preload()) != nullptr;
    if (preload != nullptr && strstr(preload, own_preload()) == nullptr) change.others = preload;
    change.role = change.watched ? role_of_script(path) : nullptr;
    change.needed =
        change.watched ? !has_both || change.role != nullptr : log != nullptr || preload != nullptr;
}

/// `to` has room for all of `from` and four more.
char* const* changed(Change& change, char* const* from, char** to) {
    std::size_t items = 0;
    for (; from != nullptr && *from != nullptr; ++from)
        if (!is_ours(*from) && (change.role == nullptr || !is_role(*from))) to[items++] = *from;
    if (change.role != nullptr) {
        snprintf(change.role_text, sizeof change.role_text, "%s%s", role_entry, change.role);
        to[items++] = change.role_text;
    }
    if (change.watched) {
        snprintf(change.log, sizeof change.log, "%s%s", log_entry, own_log());
        const bool more = change.others != nullptr && *change.others != '\0';
        snprintf(change.preload, sizeof change.preload, "%s%s%s%s", preload_entry, own_preload(),
                 more ? ":" : "", more ? change.others : "");
        to[items++] = change.log;
        to[items++] = change.preload;
    }
    to[items] = nullptr;
    return to;
}

/// Where execvp finds the program; notes where it does not.
const char* in_path(const char* file, char (&buffer)[PATH_MAX]) {
    if (strchr(file, '/') != nullptr) return file;
    const char* folders = value_in(environ, "PATH");
    for (const char* folder = folders != nullptr ? folders : "/bin:/usr/bin"; folder != nullptr;) {
        const char* end = strchrnul(folder, ':');
        const auto length = static_cast<int>(end - folder);
        if (snprintf(buffer, sizeof buffer, "%.*s%s%s", length, folder, length > 0 ? "/" : "",
                     file) < PATH_MAX) {
            if (syscall(SYS_faccessat, AT_FDCWD, buffer, X_OK) == 0) return buffer;
            note_outcome(false, Access::present, AT_FDCWD, buffer);
        }
        folder = *end == ':' ? end + 1 : nullptr;
    }
    return file;
}

}  // namespace

/// `environment` as it is to be; the room must last as long as the caller's frame.
#define BM_PREPARED(path, environment)             \
    Change bm_change;                              \
    plan(path, environment, bm_change);            \
    char* const* prepared = environment;           \
    if (bm_change.needed)                          \
        prepared = changed(bm_change, environment, \
                           static_cast<char**>(alloca((count(environment) + 4) * sizeof(char*))));

BM_WRAPPER int execve(const char* path, char* const arguments[],
                      char* const environment[]) noexcept {
    BM_REAL(execve, int (*)(const char*, char* const*, char* const*))
    BM_PREPARED(path, environment)
    const int result = real(path, arguments, prepared);
    note_outcome(false, Access::read, AT_FDCWD, path);
    return result;
}

BM_WRAPPER int execv(const char* path, char* const arguments[]) noexcept {
    return execve(path, arguments, environ);
}

BM_WRAPPER int execvpe(const char* file, char* const arguments[],
                       char* const environment[]) noexcept {
    BM_REAL(execvpe, int (*)(const char*, char* const*, char* const*))
    char buffer[PATH_MAX];
    BM_PREPARED(in_path(file, buffer), environment)
    return real(file, arguments, prepared);
}

BM_WRAPPER int execvp(const char* file, char* const arguments[]) noexcept {
    return execvpe(file, arguments, environ);
}

BM_WRAPPER int fexecve(int fd, char* const arguments[], char* const environment[]) noexcept {
    BM_REAL(fexecve, int (*)(int, char* const*, char* const*))
    note_gap("fexecve");
    return real(fd, arguments, environment);
}

/// The arguments as a list, and the environment that stands behind them.
#define BM_ARGUMENTS(first)                                                         \
    va_list bm_list;                                                                \
    va_start(bm_list, first);                                                       \
    std::size_t bm_count = 1;                                                       \
    while (va_arg(bm_list, char*) != nullptr) ++bm_count;                           \
    va_end(bm_list);                                                                \
    auto** arguments = static_cast<char**>(alloca((bm_count + 1) * sizeof(char*))); \
    va_start(bm_list, first);                                                       \
    arguments[0] = const_cast<char*>(first);                                        \
    for (std::size_t i = 1; i <= bm_count; ++i) arguments[i] = va_arg(bm_list, char*);

BM_WRAPPER int execl(const char* path, const char* first, ...) noexcept {
    BM_ARGUMENTS(first)
    va_end(bm_list);
    return execve(path, arguments, environ);
}

BM_WRAPPER int execlp(const char* file, const char* first, ...) noexcept {
    BM_ARGUMENTS(first)
    va_end(bm_list);
    return execvpe(file, arguments, environ);
}

BM_WRAPPER int execle(const char* path, const char* first, ...) noexcept {
    BM_ARGUMENTS(first)
    char* const* environment = va_arg(bm_list, char* const*);
    va_end(bm_list);
    return execve(path, arguments, environment);
}

#define BM_SPAWN(name, program)                                                                    \
    BM_WRAPPER int name(pid_t* child, const char* path, const posix_spawn_file_actions_t* actions, \
                        const posix_spawnattr_t* attributes, char* const arguments[],              \
                        char* const environment[]) {                                               \
        BM_REAL(name, int (*)(pid_t*, const char*, const posix_spawn_file_actions_t*,              \
                              const posix_spawnattr_t*, char* const*, char* const*))               \
        [[maybe_unused]] char buffer[PATH_MAX];                                                    \
        BM_PREPARED(program, environment)                                                          \
        return real(child, path, actions, attributes, arguments, prepared);                        \
    }
BM_SPAWN(posix_spawn, path)
BM_SPAWN(posix_spawnp, in_path(path, buffer))
