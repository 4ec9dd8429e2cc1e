// SPDX-License-Identifier: GPL-2.0-or-later
// What builds are expected to take, learnt from those that ended.
//
// Specification
// - Two kinds are told apart: the first build of a job (a full one), and those that go on. One that
//   goes on takes what its commit makes it build anew: each commit has its own mean.
// - A place has a speed, in per mille: what its builds were expected to take, over what they took;
//   expected of the mean board, for boards are spread over the places. The first build that is seen
//   sets the scale. What is long ago weighs less.
// - A board has a size, in per mille of the mean one, for each kind: what it took at its places'
//   speeds, over what a mean one was expected to. One that was not built is of its group's size.
// - Where nothing was seen, a first build takes a minute and one that goes on a tenth of a first.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "domain/core/ids.hpp"
#include "domain/core/time.hpp"

namespace bm::schedule {

class Costs {
  public:
    /// `groups`: of each board, by number; absent: all are of one.
    explicit Costs(std::size_t places, std::vector<std::size_t> groups = {})
        : places_(places), groups_(std::move(groups)) {}

    /// The build took so long there. `first`: of its job, and not gone on with.
    void learn(std::size_t place, core::BuildId build, bool first, core::Duration took);

    /// Both kinds were seen; else what follows is a guess.
    bool known() const { return all_[0].count > 0 && all_[1].count > 0; }
    /// Each of these is at least 1 ms.
    core::Duration first(core::BoardId board, std::size_t place) const;
    core::Duration next(core::BuildId build, std::size_t place) const;
    /// Of these positions one after the other; `first`: the first of them is a full build.
    core::Duration all(core::BoardId board, const std::vector<core::CommitId>& commits, bool first,
                       std::size_t place) const;
    /// What a first build of the mean board takes there beyond one that goes on.
    core::Duration mean_extra(std::size_t place) const;
    std::int64_t speed(std::size_t place) const;
    /// A place of speed 1000.
    static constexpr std::size_t mean_place = static_cast<std::size_t>(-1);

  private:
    enum class Kind { first, next };
    struct Mean {
        std::int64_t sum = 0;  ///< milliseconds
        std::int64_t count = 0;
        void add(std::int64_t time) { sum += time, ++count; }
        std::int64_t value() const { return sum / count; }
    };
    struct Ratio {
        std::int64_t expected = 0;
        std::int64_t took = 0;
    };
    using Sizes = std::array<Ratio, 2>;  ///< by kind

    std::int64_t mean(Kind kind) const;
    bool was_built(core::CommitId commit) const;
    std::int64_t step(core::CommitId commit) const;
    std::int64_t size(core::BoardId board, Kind kind) const;
    std::int64_t size_of_group(std::size_t group, Kind kind) const;
    std::size_t group_of(core::BoardId board) const;
    static std::int64_t known_size(const Sizes& sizes, Kind kind);

    std::vector<Ratio> places_;
    std::vector<std::size_t> groups_;
    std::array<Mean, 2> all_;  ///< by kind, of a board of size 1000
    std::vector<Mean> steps_;  ///< by commit, likewise
    std::vector<Sizes> boards_;
    std::vector<Sizes> of_group_;
};

}  // namespace bm::schedule
