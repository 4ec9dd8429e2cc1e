// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/trace/preload/recorder.hpp"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "adapters/trace/preload/program.hpp"

extern char** environ;

namespace bm::adapters::trace {
namespace {

constexpr const char* preload_variable = "LD_PRELOAD";

std::atomic<Log*> the_log{nullptr};
std::atomic<bool> has_started{false};
Program the_program = Program::other;
bool reads_names = false;
char filter_text[128];
char log_path[PATH_MAX];
char preload_list[PATH_MAX];

constexpr const char* role_names = "names";

/// Scripts that read the names of options out of all Kconfig files. What of them is known is only
/// so for their texts that are known, which the domain looks at.
constexpr const char* scripts_that_read_names[] = {"scripts/check-config.sh"};

bool ends_with(const char* text, const char* end) {
    const auto length = strlen(text), wanted = strlen(end);
    return length >= wanted && strcmp(text + length - wanted, end) == 0 &&
           (length == wanted || text[length - wanted - 1] == '/');
}

const char* name_in(const char* path) {
    const char* slash = strrchr(path, '/');
    return slash != nullptr ? slash + 1 : path;
}

bool is_kconfig(const char* path) { return strncmp(name_in(path), "Kconfig", 7) == 0; }

void note_pattern(const char* pattern) {
    const bool names = reads_names && is_kconfig(pattern);
    note(names ? Access::names_pattern : Access::pattern, AT_FDCWD, pattern);
}

struct KeptErrno {
    int saved = errno;
    ~KeptErrno() { errno = saved; }
};

void keep(char (&to)[PATH_MAX], const char* name) {
    const char* value = value_in(environ, name);
    if (value != nullptr && strlen(value) < sizeof to) strcpy(to, value);
}

/// Before the program's own code, or at the first file that another library meets before that. Done
/// twice at once it does the same.
__attribute__((constructor)) void start() {
    if (has_started.load(std::memory_order_acquire)) return;
    keep(log_path, log_variable);
    keep(preload_list, preload_variable);
    const char* role = value_in(environ, role_variable);
    reads_names = role != nullptr && strcmp(role, role_names) == 0;
    if (log_path[0] != '\0') the_program = program_of_this_process();
    if (log_path[0] != '\0' && the_program == Program::other && text_of_filter(filter_text))
        the_program = Program::filter;
    has_started.store(true, std::memory_order_release);
    if (the_program == Program::history) note_gap("reads the history");
    if (the_program == Program::cache) note_gap("answers for compilers");
    if (the_program == Program::find) note_patterns_of_find(note_pattern);
}

Log* mapped() {
    const long fd = syscall(SYS_openat, AT_FDCWD, log_path, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0) return nullptr;
    void* memory =
        mmap(nullptr, log_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, static_cast<int>(fd), 0);
    syscall(SYS_close, fd);
    if (memory == MAP_FAILED) return nullptr;
    auto* log = static_cast<Log*>(memory);
    if (memcmp(log->magic, log_magic, sizeof log_magic) == 0) return log;
    munmap(memory, log_bytes);
    return nullptr;
}

Log* log_of_build() {
    Log* log = the_log.load(std::memory_order_acquire);
    if (log != nullptr) return log;
    Log* mine = mapped();
    if (mine == nullptr || the_log.compare_exchange_strong(log, mine)) return mine;
    munmap(mine, log_bytes);
    return log;
}

std::uint32_t hash_of(Access access, const char* path, std::size_t length) {
    std::uint64_t hash = 1469598103934665603ull ^ static_cast<std::uint8_t>(access);
    for (std::size_t i = 0; i < length; ++i)
        hash = (hash ^ static_cast<unsigned char>(path[i])) * 1099511628211ull;
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

/// Its position over 8; 0: there is no room.
std::uint32_t written(Log& log, std::uint32_t hash, Access access, const char* path,
                      std::size_t length) {
    const auto size = (offsetof(Record, path) + length + 1 + 7) & ~std::uint64_t{7};
    const auto begin = log.used.fetch_add(size);
    if (begin + size > log_bytes) return 0;
    auto* record = reinterpret_cast<Record*>(reinterpret_cast<char*>(&log) + begin);
    record->hash = hash;
    record->length = static_cast<std::uint16_t>(length);
    record->access = access;
    memcpy(record->path, path, length);
    record->path[length] = 0;
    return static_cast<std::uint32_t>(begin / 8);
}

bool is(const Log& log, std::uint32_t at, std::uint32_t hash, Access access, const char* path,
        std::size_t length) {
    const auto* record = reinterpret_cast<const Record*>(reinterpret_cast<const char*>(&log) +
                                                         std::uint64_t{at} * 8);
    return record->hash == hash && record->access == access && record->length == length &&
           memcmp(record->path, path, length) == 0;
}

/// A record is found in the table once it is whole; one that another program put there first stays.
void add(Log& log, Access access, const char* path, std::size_t length) {
    const auto hash = hash_of(access, path, length);
    std::uint32_t mine = 0;
    for (std::uint32_t tries = 0, i = hash % table_size; tries < table_size;
         ++tries, i = (i + 1) % table_size) {
        auto at = log.table[i].load(std::memory_order_acquire);
        if (at == 0) {
            if (mine == 0) mine = written(log, hash, access, path, length);
            if (mine == 0) break;
            if (log.table[i].compare_exchange_strong(at, mine)) return;
        }
        if (is(log, at, hash, access, path, length)) return;
    }
    log.full.store(1);
}

/// The name of the directory; 0: it has none that can be used.
std::size_t directory_of(int at, char* buffer, std::size_t size) {
    long got = 0;
    if (at == AT_FDCWD) {
        got = syscall(SYS_getcwd, buffer, size);
        if (got > 0) --got;  // its NUL
    } else {
        char link[40];
        snprintf(link, sizeof link, "/proc/self/fd/%d", at);
        got = syscall(SYS_readlinkat, AT_FDCWD, link, buffer, size);
    }
    return got > 0 && buffer[0] == '/' ? static_cast<std::size_t>(got) : 0;
}

}  // namespace

const char* value_in(char* const* environment, const char* name) {
    const auto length = strlen(name);
    for (; environment != nullptr && *environment != nullptr; ++environment)
        if (strncmp(*environment, name, length) == 0 && (*environment)[length] == '=')
            return *environment + length + 1;
    return nullptr;
}

Program own_program() {
    start();
    return the_program;
}

Access listing() {
    const auto program = own_program();
    return program == Program::make || program == Program::find ? Access::lookup : Access::list;
}

Access finding() {
    const auto program = own_program();
    return program == Program::make || program == Program::compiler ? Access::exists
                                                                    : Access::present;
}

Access reading(const char* path) {
    const auto program = own_program();
    if (program == Program::make) return Access::makefile;
    if (program == Program::conf) return Access::kconfig;
    if (program == Program::compiler) return Access::compiled;
    if (program == Program::filter && path != nullptr && strcmp(name_in(path), ".config") == 0)
        return Access::filter;
    return reads_names && path != nullptr && is_kconfig(path) ? Access::names : Access::read;
}

const char* role_of_script(const char* path) {
    for (const char* script : scripts_that_read_names)
        if (ends_with(path, script)) return role_names;
    return nullptr;
}

const char* own_log() { return log_path; }
const char* own_preload() { return preload_list; }

bool watching() {
    start();
    return log_path[0] != '\0';
}

void note(Access access, int at, const char* path) {
    if (!watching() || path == nullptr || *path == '\0') return;
    if (the_program == Program::version || the_program == Program::history) return;
    const KeptErrno kept;
    Log* log = log_of_build();
    if (log == nullptr) return;
    char whole[2 * PATH_MAX];
    std::size_t begin = 0;
    if (*path != '/') {
        begin = directory_of(at, whole, PATH_MAX);
        if (begin == 0) return log->full.store(1);
        whole[begin++] = '/';
    }
    const bool filters = access == Access::filter;
    const auto length = strlen(path), more = filters ? strlen(filter_text) + 1 : 0;
    if (begin + length + more >= sizeof whole) return log->full.store(1);
    memcpy(whole + begin, path, length + 1);
    if (filters) {
        whole[begin + length] = '\t';
        strcpy(whole + begin + length + 1, filter_text);
    }
    add(*log, access, whole, begin + length + more);
}

void note_outcome(bool good, Access how, int at, const char* path) {
    if (good) return note(how, at, path);
    if (errno == ENOENT || errno == ENOTDIR) note(Access::absent, at, path);
}

void note_gap(const char* why) {
    if (!watching()) return;
    const KeptErrno kept;
    char said[PATH_MAX + 64];
    const long got = syscall(SYS_readlinkat, AT_FDCWD, "/proc/self/exe", said, PATH_MAX);
    const auto length = got > 0 ? static_cast<std::size_t>(got) : 0;
    snprintf(said + length, sizeof said - length, ": %s", why);
    Log* log = log_of_build();
    if (log != nullptr) add(*log, Access::unwatched, said, strlen(said));
}

}  // namespace bm::adapters::trace
