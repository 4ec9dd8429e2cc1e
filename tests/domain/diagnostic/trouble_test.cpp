// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/diagnostic/trouble.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bm::diagnostic {
namespace {

using Kind = Trouble::Kind;

struct Case {
    const char* line;
    Kind kind;
};

TEST(TroubleTest, HearsTheMachineInTheWordsOfEachTool) {
    const Case cases[] = {
        {"/tmp/cchh1.s: Fatal error: can't write 12 bytes to section .text of x.o: 'No space left "
         "on "
         "device'",
         Kind::disk},
        {"{standard input}: Fatal error: can't close x.o: No space left on device", Kind::disk},
        {"a.c:7:1: fatal error: error writing to /tmp/ccA.s: No space left on device", Kind::disk},
        {"a.c:90:1: fatal error: opening dependency file .a.o.d: No space left on device",
         Kind::disk},
        {"arm-linux-gnueabi-ld: final link failed: No space left on device", Kind::disk},
        {"arm-objcopy:u-boot.bin: No space left on device", Kind::disk},
        {"cp: error writing 'u-boot.img': No space left on device", Kind::disk},
        {"cat: write error: No space left on device", Kind::disk},
        {"/bin/sh: 1: echo: echo: I/O error", Kind::disk},
        {"/bin/sh: 1: cannot create .x.cmd: No space left on device", Kind::disk},
        {"OSError: [Errno 28] No space left on device: 'image.map'", Kind::disk},
        {"OSError: [Errno 122] Disk quota exceeded", Kind::disk},
        {"Makefile:12: *** open: auto.conf: No space left on device.  Stop.", Kind::disk},
        {"make[1]: write error: stdout", Kind::disk},
        {"*** Error during writing of the configuration.", Kind::disk},
        {"FATAL ERROR: Error writing device tree blob: No space left on device", Kind::disk},
        {"sed: couldn't flush stdout: No space left on device", Kind::disk},
        {"error: unable to open output file 'x.o': 'No space left on device'", Kind::disk},
        {"cc1: out of memory allocating 65536 bytes after a total of 1 bytes", Kind::memory},
        {"virtual memory exhausted: Cannot allocate memory", Kind::memory},
        {"terminate called after throwing an instance of 'std::bad_alloc'", Kind::memory},
        {"MemoryError", Kind::memory},
        {"as: error while loading shared libraries: libbfd.so: failed to map segment from shared "
         "object",
         Kind::memory},
        {"ld: memory exhausted", Kind::memory},
        {"/bin/sh: 1: Cannot fork", Kind::handles},
        {"make: fork: Resource temporarily unavailable", Kind::handles},
        {"make[2]: vfork: Cannot allocate memory", Kind::memory},
        {"as: x.o: Too many open files", Kind::handles},
        {"mkdir: cannot create directory 'spl': Read-only file system", Kind::storage},
        {"a.c:3:10: fatal error: util.h: Input/output error", Kind::storage},
        {"cat: x: Stale file handle", Kind::storage},
        {"gcc: fatal error: Killed signal terminated program cc1", Kind::killed},
        {"collect2: fatal error: ld terminated with signal 9 [Killed]", Kind::killed},
        {"collect2: fatal error: ld terminated with signal 7 [Bus error], core dumped",
         Kind::killed},
        {"make[1]: *** [Makefile:3: x.o] Killed", Kind::killed},
        {"make[1]: *** [Makefile:3: x.o] Error 137", Kind::killed},
        {"make: *** [x] Bus error (core dumped)", Kind::killed},
        {"Terminated", Kind::killed},
        {"gcc: internal compiler error: Segmentation fault signal terminated program cc1",
         Kind::killed},
        {"a.c:5:1: internal compiler error: in foo, at bar.c:33", Kind::crash},
        {"make: *** [x] Segmentation fault (core dumped)", Kind::crash},
        {"make: *** [x] Error 139", Kind::crash},
        {"make: *** [x] Aborted", Kind::crash},
        {"/bin/sh: 1: swig: not found", Kind::missing},
        {"make: *** [x] Error 127", Kind::missing},
        {"ld: a.o: file not recognized: file truncated", Kind::cut},
        {".a.o.cmd:3: *** missing separator.  Stop.", Kind::cut},
        {"make: warning:  Clock skew detected.  Your build may be incomplete.", Kind::clock},
    };
    for (const auto& known : cases) {
        const auto found =
            trouble_in("a.c:1:1: warning: odd\n" + std::string(known.line) + "\nlast line\n");
        ASSERT_TRUE(found) << known.line;
        EXPECT_EQ(found->kind, known.kind) << known.line << ": " << words(found->kind);
        EXPECT_EQ(found->line, known.line);
    }
}

TEST(TroubleTest, DoesNotTakeTheSourcesWordsForTheMachines) {
    const char* cases[] = {
        "a.c:3:2: error: #error No space left on device",
        "a.c:3:2: error: #error Killed",
        "a.c:3:1: error: static assertion failed: \"Cannot allocate memory\"",
        "a.c:3:2: warning: #warning Input/output error",
        "    3 | #error No space left on device",
        "a.c:4:5: note: '#pragma message: out of memory'",
        "a.S:3: Error: No space left on device",
        "a.c:3:10: fatal error: No space left on device: No such file or directory",
        "a.c:1:1: error: 'Killed' undeclared (first use in this function)",
        "ld: a.o: in function `f': a.c:3: undefined reference to `out_of_memory'",
        "Makefile:3: *** No space left on device.  Stop.",
        "a.c: In function 'no_space_left_on_device':",
        "make[1]: *** [Makefile:3: x.o] Error 1",
        "make: *** Waiting for unfinished jobs....",
        "",
    };
    for (const auto* line : cases) {
        const auto found = trouble_in(std::string(line) + "\n");
        EXPECT_FALSE(found) << line << ": " << words(found->kind);
    }
}

TEST(TroubleTest, PrefersWhatIsSure) {
    const auto found = trouble_in("make: *** [x] Error 139\nld: No space left on device\n");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->kind, Kind::disk);
    EXPECT_FALSE(trouble_in(""));
}

TEST(TroubleTest, IsSureOfWhatNoSourceExplains) {
    for (const auto kind : {Kind::disk, Kind::memory, Kind::handles, Kind::storage, Kind::killed})
        EXPECT_TRUE(sure(kind)) << words(kind);
    for (const auto kind : {Kind::crash, Kind::missing, Kind::cut, Kind::clock})
        EXPECT_FALSE(sure(kind)) << words(kind);
}

TEST(LastingWords, LeavesOutWhatChangesFromTryToTry) {
    EXPECT_EQ(lasting_words("a.c: ICE, see /tmp/ccAb12.out file\n"),
              lasting_words("a.c: ICE, see /tmp/ccZZ9x.out file\n"));
    EXPECT_NE(lasting_words("a.c:1: error\n"), lasting_words("a.c:2: error\n"));
    EXPECT_EQ(lasting_words("make: File 'x' has modification time 0.3 s in the future\nx\n"),
              "x\n");
    EXPECT_EQ(lasting_words("/tmp/"), "/tmp/\n");
}

}  // namespace
}  // namespace bm::diagnostic
