// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/recipe/verdict.hpp"

#include <gtest/gtest.h>

#include <string>

namespace bm::recipe {
namespace {

using Whose = Verdict::Whose;

constexpr std::uint64_t gib = 1u << 30;
constexpr auto wrong = "a.c:1:1: error: wrong\n";
constexpr auto no_space = "ld: final link failed: No space left on device\n";
constexpr auto skewed =
    "make[1]: Warning: File 'Makefile' has modification time 3594 s in the future\n"
    "make[1]: warning:  Clock skew detected.  Your build may be incomplete.\n";
constexpr auto skewed_later =
    "/bin/sh: 1: lzop: not found\n"
    "make: warning:  Clock skew detected.  Your build may be incomplete.\n";
constexpr auto crashed = "a.c:5:1: internal compiler error: in f\n";

MachineFacts disk(std::uint64_t bytes, std::uint64_t free) {
    return {{Room{"/w", bytes, free, 1000, 900, std::nullopt}}, false, 0};
}

struct Case {
    const char* what;
    int status;
    const char* err;
    MachineFacts facts;
    Whose whose;
};

TEST(VerdictTest, FollowsItsTable) {
    auto refused = disk(gib, gib);
    refused.rooms[0].refused = "no file can be written in /w (Read-only file system)";
    auto no_files = disk(gib, gib);
    no_files.rooms[0].free_files = 3;
    auto none_at_all = no_files;
    none_at_all.rooms[0].free_files = 0;
    const MachineFacts gone{{}, true, 0};
    const MachineFacts killed{{}, false, 1};
    const Case cases[] = {
        {"all is well", 0, "", disk(gib, gib), Whose::build},
        {"a compiler says no", 2, wrong, disk(gib, gib), Whose::build},
        {"nothing is known of the machine", 2, wrong, {}, Whose::build},
        {"it says no on a full disk", 2, wrong, disk(gib, 0), Whose::machine},
        {"next to full: a cut file was removed", 2, wrong, disk(gib, 20u << 20), Whose::machine},
        {"a small file system builds small things", 2, wrong, disk(4u << 20, 1u << 20),
         Whose::build},
        {"a large one with a little", 2, wrong, disk(1000 * gib, 300u << 20), Whose::build},
        {"no inodes", 2, wrong, no_files, Whose::machine},
        {"nothing can be written", 2, wrong, refused, Whose::machine},
        {"no room was said, there is some again", 2, no_space, disk(gib, gib), Whose::machine},
        {"the compiler is gone", 2, wrong, gone, Whose::machine},
        {"the compiler crashed", 2, crashed, disk(gib, gib), Whose::doubtful},
        {"the compiler crashed on a full disk", 2, crashed, disk(gib, 0), Whose::machine},
        {"the kernel killed something", 2, wrong, killed, Whose::doubtful},
        {"it killed something, and all went well", 0, "", killed, Whose::build},
        {"success on a full disk", 0, "", disk(gib, 0), Whose::machine},
        {"success where little is left", 0, "", disk(gib, 20u << 20), Whose::build},
        {"success where few inodes are left", 0, "", no_files, Whose::build},
        {"success without inodes", 0, "", none_at_all, Whose::machine},
        {"success, and the clock is not right", 0, skewed, disk(gib, gib), Whose::doubtful},
        {"success, and something else was said before", 0, skewed_later, disk(gib, gib),
         Whose::doubtful},
        {"success, and a source speaks of the clock", 0,
         "a.c:1:2: warning: #warning \"it has modification time\"\n", disk(gib, gib), Whose::build},
        {"success, and nothing can be written", 0, "", refused, Whose::machine},
        {"success, though somebody had no room", 0, no_space, disk(gib, gib), Whose::doubtful},
        {"success with a crash that nobody minds", 0, crashed, disk(gib, gib), Whose::build},
    };
    for (const auto& known : cases) {
        const auto verdict = whose(known.status, known.err, known.facts);
        EXPECT_EQ(static_cast<int>(verdict.whose), static_cast<int>(known.whose)) << known.what;
        EXPECT_EQ(verdict.why.empty(), known.whose == Whose::build) << known.what;
        EXPECT_EQ(verdict.why.find('\n'), std::string::npos) << known.what;
    }
}

TEST(VerdictTest, NamesTheFactAndTheWords) {
    EXPECT_EQ(whose(2, no_space, disk(gib, 2048)).why,
              "/w has only 2 KiB left: make room there: ld: final link failed: No space left on "
              "device");
    EXPECT_EQ(whose(2, no_space, {}).why,
              "there is no room on the disk: ld: final link failed: No space left on device");
}

TEST(VerdictTest, LooksAtFileSystemsThatSayNothingOfThemselvesWithoutHarm) {
    const MachineFacts silent{{Room{"/w", 0, 0, 0, 0, std::nullopt}}, false, 0};
    EXPECT_EQ(whose(2, wrong, silent).whose, Whose::build);
    EXPECT_EQ(whose(0, "", silent).whose, Whose::build);
}

}  // namespace
}  // namespace bm::recipe
