// SPDX-License-Identifier: GPL-2.0-or-later
// When something that failed is tried again.
//
// Specification
// - A failure is the build's own when make decided it (make, guard). Its outcome is final: another
//   try would say the same, and the user asked for just this verdict.
// - It is the machine's when the build might have ended otherwise elsewhere or later: a limit, a
//   signal, make's end for want of room or memory (domain/recipe/verdict.hpp), a checkout or start
//   that failed, a worker that died, an outcome that got lost or could not be stored. Such a build
//   is tried again, after a pause that doubles, since full disks and busy machines rarely mend at
//   once.
// - It is in doubt when the machine may have been the reason: a compiler that crashed, a program
//   that is missing, a file that ends too soon. Such a build is tried again, too, and when
//   `machine_failures` tries say the same, none of them otherwise (that it was built, or how it
//   failed), the last is its outcome: an
//   internal compiler error that occurs everywhere is what the user asked to be told. Tries that
//   differ are no outcome. What is in doubt says nothing against a machine, for it may be in the
//   commit.
// - It is tried elsewhere, if it can be: where it failed it is not given again for twice as long as
//   the pause before, while another machine could build it, and there it goes before all else. So
//   one sick machine cannot use up all tries of a build where others have a slot in that time. What
//   is in doubt is kept from it for twice the longest pause: what one machine says alone, however
//   often, is worth little. It does not hold for what waits for a worker with nothing else to do
//   (below): those are rare.
// - A missing compiler is the machine's too, but time does not mend it: the same machine is never
//   asked again for that board, and without another machine the build is given up at once.
// - A build is given up after `machine_failures` failures that were the machine's. A limit is
//   needed: a build that always exceeds its memory would keep the campaign from ending.
// - A worker that died may have been killed by what it built. Whatever it was building is suspect,
//   and a suspect is built alone on its worker, so that the next death convicts exactly one build.
//   After `workers_killed` deaths it is given up as poison: it costs every build beside it a try.
// - A link that was cut or went silent says nothing of the build behind it: the try is lost, and
//   nobody is suspect. There is nothing to wait for, so it goes back at once to what follows it.
// - A worker process that died is started again after the same kind of pause, until
//   `worker_deaths` deaths in a row brought nothing: no outcome and no convicted build. Such a
//   machine is broken, and restarting it for ever would hide that.
// - A machine that could not get several builds done, one after the other, for its own reasons is
//   rested: nothing is given to it for a pause that doubles, then it is looked at and started
//   again. The builds that it spoilt last are not charged. After `rests` rests that brought no
//   outcome it is dropped.
// - A build that runs longer than its own limit (build_limit.hpp) counts as hanging, however alive
//   its worker is: it is taken away and tried again.
// - A result that comes late, when its job was taken back, counts if it is the first, and its try
//   is no failure any more. A second outcome is compared with the first: when they differ the build
//   is a flake. The first stays, the second is kept beside it, and both are named, for neither is
//   more true than the other.
// - Pauses carry jitter, so that machines that failed together do not come back together. The
//   random number is drawn by the caller: these are pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/core/time.hpp"

namespace bm::retry {

enum class Failure {
    make,          ///< make ended by itself
    guard,         ///< the endless-Kconfig guard stopped make
    toolchain,     ///< no compiler for the arch
    limit,         ///< the time limit of one build
    signal,        ///< make was ended by a signal that nobody of ours sent
    checkout,      ///< the commit could not be put into the worktree
    start,         ///< make, or what it needs, could not be started
    machine,       ///< make ended by itself, for the machine's reasons
    doubtful,      ///< make ended by itself, perhaps for the machine's reasons
    worker_death,  ///< the worker died while it built this
    link,          ///< nothing was heard of the worker any more
    no_result,     ///< the worker lives, but its result never came
    second,        ///< another outcome came first, and said otherwise
    store,         ///< the outcome could not be stored
};

enum class Blame {
    own,        ///< final
    machine,    ///< to be tried again
    toolchain,  ///< to be tried on another machine only
    doubt,      ///< to be tried again, and final when enough tries say the same
};

Blame classify(Failure failure);

/// The failure in one word, as the enum has it.
std::string_view word(Failure failure);

struct Limits {
    std::int64_t machine_failures = 3;  ///< of one build, the first included
    std::int64_t workers_killed = 2;    ///< by one build
    std::int64_t worker_deaths = 5;     ///< in a row, of one machine
    std::int64_t rests = 3;             ///< likewise, before it is dropped
    friend bool operator==(const Limits&, const Limits&) = default;
};

struct Backoff {
    core::Duration first{1'000};       ///< after the first failure; negative counts as 0
    core::Duration longest{60'000};    ///< bound, jitter included
    std::int64_t jitter_percent = 25;  ///< at most so much longer; clamped to 0..100
    friend bool operator==(const Backoff&, const Backoff&) = default;
};

/// How long a machine is left alone whose builds fail for its own reasons: what ails it, say a full
/// disk, is often mended by somebody.
inline constexpr Backoff rest{core::Duration{10'000}, core::Duration{300'000}};

/// The pause after failure number `attempt` (from 1; less counts as 1): first * 2^(attempt - 1),
/// plus jitter of the drawn number, never above `longest`. Any argument is safe.
core::Duration pause(const Backoff& backoff, std::int64_t attempt, std::uint64_t drawn);

/// What failed so may end otherwise on another machine, and one with a free slot can take it.
bool is_for_elsewhere(Failure failure);

/// How long after its pause of so many failures (from 1) it is only for other machines: at most two
/// times `longest`, without jitter.
core::Duration elsewhere(const Backoff& backoff, Failure failure, std::int64_t attempt);

/// What happened to one build so far.
struct History {
    std::int64_t machine_failures = 0;
    std::int64_t workers_killed = 0;
    std::string last;           ///< what failed last, in words
    std::int64_t doubts = 0;    ///< not among machine_failures
    std::int64_t same = 0;      ///< of them, the last ones that said the same
    std::size_t said_hash = 0;  ///< of what they said

    /// Of one in doubt `said` is all that it said, without what changes from try to try.
    void add(Failure failure, std::string what, std::string_view said = {});
    /// The result of a try that counted as lost came after all.
    void take_back() { machine_failures -= machine_failures > 0 ? 1 : 0; }
    std::int64_t failures() const { return machine_failures + doubts; }
    /// To be built alone on its worker.
    bool suspect() const { return workers_killed > 0; }
    friend bool operator==(const History&, const History&) = default;
};

/// Enough tries said the same, and none otherwise: the last one's outcome is the build's.
bool is_confirmed(const Limits& limits, const History& history);

/// Why the build is to be given up, or nothing when it may be tried again.
std::optional<std::string> reason_to_give_up(const Limits& limits, const History& history);

}  // namespace bm::retry
