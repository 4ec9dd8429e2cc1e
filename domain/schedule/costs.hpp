// SPDX-License-Identifier: GPL-2.0-or-later
// What builds are expected to take, learnt from those that ended.
//
// Specification
// - Two kinds are told apart: the first build of a job (a full one) and those that follow it.
// - A place has a speed, in per mille of the mean one: what its builds were expected to take, over
//   what they took. The expectation is the mean over all places, for boards are spread over them.
// - A board that was built before is expected to take what it took, at the place's speed; another
//   one the mean of all.
// - Nothing is expected until both kinds have been seen.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "domain/core/ids.hpp"
#include "domain/core/time.hpp"

namespace bm::schedule {

class Costs {
  public:
    explicit Costs(std::size_t places) : places_(places) {}

    /// A build of the board took so long there. `first`: of its job, and not gone on with.
    void learn(std::size_t place, core::BoardId board, bool first, core::Duration took);

    bool known() const { return mean_of(Kind::first).count > 0 && mean_of(Kind::next).count > 0; }
    /// Precondition of the following: known(). Each is at least 1 ms.
    core::Duration first(core::BoardId board, std::size_t place) const;
    core::Duration next(core::BoardId board, std::size_t place) const;
    /// Of any board, on a place of mean speed.
    core::Duration mean_next() const;
    /// Per mille of the mean speed; 1000 where nothing is known.
    std::int64_t speed(std::size_t place) const;

  private:
    enum class Kind { first, next };
    struct Mean {
        std::int64_t sum = 0;  ///< milliseconds
        std::int64_t count = 0;
        std::int64_t value() const { return count > 0 ? sum / count : 0; }
    };
    struct Place {
        std::int64_t expected = 0;
        std::int64_t took = 0;
    };

    const Mean& mean_of(Kind kind) const { return means_[static_cast<std::size_t>(kind)]; }
    core::Duration expected(Kind kind, core::BoardId board, std::size_t place) const;

    std::array<Mean, 2> means_;
    std::vector<Place> places_;
    std::map<std::pair<core::BoardId, Kind>, Mean> boards_;  ///< at mean speed
};

}  // namespace bm::schedule
