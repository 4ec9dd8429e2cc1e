// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/trace/preload/sight.hpp"

#include <link.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "adapters/trace/preload/recorder.hpp"

namespace bm::adapters::trace {
namespace {

constexpr int most_interpreters = 4;

struct Head {
    char bytes[8192];
    std::size_t size = 0;
    bool other_rights = false;
};

bool read_head(const char* path, Head& head) {
    const long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) return false;
    struct stat status;
    head.other_rights = syscall(SYS_newfstatat, fd, "", &status, AT_EMPTY_PATH) == 0 &&
                        (status.st_mode & (S_ISUID | S_ISGID)) != 0;
    const long got = syscall(SYS_read, fd, head.bytes, sizeof head.bytes - 1);
    syscall(SYS_close, fd);
    head.size = got > 0 ? static_cast<std::size_t>(got) : 0;
    head.bytes[head.size] = '\0';
    return true;
}

bool names(const Head& head, const char* library) {
    return memmem(head.bytes, head.size, library, strlen(library)) != nullptr;
}

#if defined(__x86_64__)
constexpr unsigned own_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr unsigned own_machine = EM_AARCH64;
#else
constexpr unsigned own_machine = EM_NONE;  // nothing can be watched
#endif

/// glibc's: others cannot load this library.
bool is_own_loader(const Head& head, std::size_t at) {
    return at < head.size && strstr(head.bytes + at, "/ld-linux") != nullptr;
}

Sight of_elf(const Head& head) {
    ElfW(Ehdr) elf;
    constexpr char own_class = sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32;
    if (head.size < sizeof elf || head.bytes[EI_CLASS] != own_class) return Sight::none;
    memcpy(&elf, head.bytes, sizeof elf);
    // Another machine's runs under something that is not seen.
    if (elf.e_machine != own_machine) return Sight::none;
    bool dynamic = false;
    for (unsigned i = 0; i < elf.e_phnum; ++i) {
        ElfW(Phdr) segment;
        const auto at = elf.e_phoff + i * sizeof segment;
        if (at + sizeof segment > head.size) break;
        memcpy(&segment, head.bytes + at, sizeof segment);
        dynamic = dynamic || (segment.p_type == PT_INTERP && is_own_loader(head, segment.p_offset));
    }
    // The runtimes of sanitizers refuse to come after another library.
    const bool is_first = !names(head, "libasan.so") && !names(head, "libtsan.so");
    return dynamic && is_first ? Sight::whole : Sight::none;
}

/// Ends the interpreter's name in a script's first line; nullptr: it names none.
char* interpreter(Head& head) {
    if (head.size < 3 || head.bytes[0] != '#' || head.bytes[1] != '!') return nullptr;
    char* name = head.bytes + 2 + strspn(head.bytes + 2, " \t");
    name[strcspn(name, " \t\n")] = '\0';
    return *name != '\0' ? name : nullptr;
}

Sight look(const char* path, int depth) {
    Head head;
    if (!read_head(path, head)) return Sight::gone;
    note(Access::read, AT_FDCWD, path);
    if (head.other_rights) return Sight::none;
    if (head.size >= SELFMAG && memcmp(head.bytes, ELFMAG, SELFMAG) == 0) return of_elf(head);
    const char* next = depth < most_interpreters ? interpreter(head) : nullptr;
    // Without one the shell runs it, or nothing does.
    return next != nullptr ? look(next, depth + 1) : Sight::whole;
}

}  // namespace

Sight look_at_program(const char* path) {
    const auto sight = look(path, 0);
    if (sight == Sight::none) note(Access::unwatched, AT_FDCWD, path);
    return sight;
}

}  // namespace bm::adapters::trace
