// SPDX-License-Identifier: GPL-2.0-or-later
// Whose a make's end is: the build's own, or the machine's.
//
// Specification
// - A failure beside a fact that explains it is the machine's: no room (or next to none: what could
//   not be written whole is often removed again), a file that cannot be written, a compiler that is
//   gone. It counts whatever make printed, for much is written by tools that do not look whether it
//   was.
// - A failure whose words are surely the machine's (domain/diagnostic/trouble.hpp) is, though all
//   is well now: room comes back when a linker removes what it could not finish.
// - It is doubtful when the words may be either's, or when the kernel killed something meanwhile,
//   perhaps of another build. What is doubtful is an outcome only when other tries say the same
//   (domain/retry/policy.hpp).
// - A success on a disk without room is not believed either, and one whose words are surely the
//   machine's is doubtful: somebody in the build may not have looked. So is one beside which make
//   says that files are younger than the clock: it may have left out what it had to build anew.
// - All else is the build's own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bm::recipe {

/// A folder that a build writes to.
struct Room {
    std::string path;
    std::uint64_t bytes = 0;                  ///< of its file system; 0: not known
    std::uint64_t free_bytes = 0;             ///< that we may use
    std::uint64_t files = 0;                  ///< that its file system can hold; 0: any number
    std::uint64_t free_files = 0;             ///< likewise
    std::optional<std::string> refused = {};  ///< why no file could be written there just now
    friend bool operator==(const Room&, const Room&) = default;
};

/// What a machine says when make has ended there; by default that all is well.
struct MachineFacts {
    std::vector<Room> rooms;
    bool compiler_gone = false;
    std::int64_t kernel_kills = 0;  ///< processes that it killed for want of memory meanwhile
    friend bool operator==(const MachineFacts&, const MachineFacts&) = default;
};

struct Verdict {
    enum class Whose { build, doubtful, machine };
    Whose whose = Whose::build;
    std::string why;  ///< one line, unless it is the build's
    friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// Of a make that ended by itself with this status and these words.
Verdict whose(int status, std::string_view err, const MachineFacts& facts);

}  // namespace bm::recipe
