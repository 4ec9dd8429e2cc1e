// SPDX-License-Identifier: GPL-2.0-or-later
// What can go wrong in a simulated farm, and how often.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "sim/dice.hpp"

namespace bm::sim {

enum class Fault {
    // occasion: a line, in either direction
    line_delayed,      ///< by up to 50 s, and all behind it
    line_lost,         ///< does not arrive
    line_twice,        ///< arrives twice
    line_corrupt,      ///< arrives with a byte that no text has
    line_cut_short,    ///< its end is missing, and the line end too
    line_stray,        ///< another line is printed before it
    result_late,       ///< a result arrives up to 200 s later than what is said behind it
    link_cut,          ///< the link ends
    link_stalls,       ///< nothing passes either way for a while or for good, and nobody is told
    link_stalls_up,    ///< likewise, to the boss
    link_stalls_down,  ///< likewise, to the worker
    // occasion: a worker that starts
    link_slow,         ///< each line takes up to 3 s
    worker_crashes,    ///< at some moment
    worker_freezes,    ///< for up to 200 s
    worker_hangs,      ///< for good
    worker_slows,      ///< to a tenth of its speed
    worker_lies,       ///< says what it does not hold: leases, boards, positions, numbers
    start_fails,       ///< there is no process
    start_impossible,  ///< and there will never be one on that machine
    repository_fails,  ///< no repository to build from
    push_fails,        ///< the commits do not get there
    // occasion: a build
    worktree_fails,  ///< that begins in a new slot
    build_killed,    ///< make is ended by a signal, as for want of memory
    build_endless,   ///< make meets the time limit
    build_doubted,   ///< a compiler crashes, each time elsewhere: perhaps the machine's fault
    disk_full,       ///< of the machine: the commit cannot be checked out
    files_unread,    ///< the result files cannot be read for sending
    outcome_flaky,   ///< it comes to something else than it truly does
    poison,          ///< it ends every worker that builds it
    // occasion: an outcome to be stored
    store_fails,
    store_full,  ///< the boss's disk, for a while
    // occasion: a campaign
    boss_killed,        ///< at some moment; the next call resumes
    interrupted,        ///< Ctrl-C at some moment
    interrupted_twice,  ///< and again a second later
    // occasion: a machine, for each arch; a worker that was left
    no_toolchain,
    tidy_fails,  ///< it cannot be reached to be ended
};

inline constexpr std::size_t fault_kinds = static_cast<std::size_t>(Fault::tidy_fails) + 1;

/// As profiles name it.
std::string_view name_of(Fault fault);

/// How often each comes, of a million occasions.
class Faults {
  public:
    int rate(Fault fault) const { return rates_[static_cast<std::size_t>(fault)]; }
    void set(Fault fault, int rate) { rates_[static_cast<std::size_t>(fault)] = rate; }
    bool any() const;
    /// For one run: each kind as it is, a tenth of it, or not at all.
    Faults drawn(Dice& dice) const;
    bool draws = false;  ///< every run draws its own share of the rates

  private:
    std::array<int, fault_kinds> rates_{};
};

/// The profiles that have a name.
std::vector<std::string_view> profile_names();
/// A named profile; an error names those that there are.
core::Expected<Faults> profile(std::string_view name);
/// Lines of `KIND RATE`, the rate out of a million occasions; `like PROFILE` begins with a named
/// one, `draw` has each run draw its share. '#' begins a comment. An error names the line.
core::Expected<Faults> parse_profile(std::string_view text);

}  // namespace bm::sim
