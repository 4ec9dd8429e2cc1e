// SPDX-License-Identifier: GPL-2.0-or-later
// What each build of a made-up campaign truly comes to, and what it takes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/core/ids.hpp"
#include "domain/core/time.hpp"

namespace bm::sim {

struct File {
    std::string name;
    std::string bytes;
    friend bool operator==(const File&, const File&) = default;
};

/// The outcome and the time of every build, wherever and whenever it is built. Nothing is kept: all
/// comes of the seed and the numbers of board and commit. Times are those of a slot of speed 1;
/// doc/simulation.md says what they were fitted to.
class Truth {
  public:
    /// Of so many builds one has a file of several chunks.
    Truth(std::uint64_t seed, std::uint64_t large_every) : seed_(seed), large_every_(large_every) {}

    int return_code(core::BuildId build) const;
    std::string err(core::BuildId build) const;
    std::string out(core::BuildId build) const;
    /// What it comes to where an outcome is flaky.
    int flaky_code(core::BuildId build) const { return return_code(build) == 0 ? 2 : 0; }
    /// An empty one, a short one, and an image.
    std::vector<File> files(core::BuildId build) const;
    /// `cold`: nothing of the board lies in the slot's build directory.
    core::Duration time(core::BuildId build, bool cold) const;
    core::Duration worktree(std::uint64_t slot) const;

  private:
    std::uint64_t drawn(std::uint64_t what, std::int64_t a, std::int64_t b) const;
    core::Duration cold_time(core::BoardId board) const;

    std::uint64_t seed_;
    std::uint64_t large_every_;
};

/// As the artefacts' hash goes: 64 hex digits, made up.
std::string hash_of(const std::string& bytes);

}  // namespace bm::sim
