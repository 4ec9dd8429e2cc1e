// SPDX-License-Identifier: GPL-2.0-or-later
// Builds that do not come to the same each time.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/summary/model.hpp"

namespace bm::summary {

/// Two known builds of a board, with none between them, of which one failed. Positions are of
/// commits.
struct Turn {
    std::size_t board = 0;
    std::size_t from = 0;
    std::size_t to = 0;
    friend bool operator==(const Turn&, const Turn&) = default;
};

/// A board that failed, or was built again, though no commit between can have done that.
struct Recovery {
    std::size_t board = 0;
    std::size_t failed = 0;  ///< a commit at which it fails
    std::size_t good = 0;    ///< the one before that, or behind it, at which it was built
    friend bool operator==(const Recovery&, const Recovery&) = default;
};

/// A build that was made twice and came to something else.
struct TwoOutcomes {
    std::size_t board = 0;
    std::size_t commit = 0;
    Facts second;
};

struct Flakes {
    std::vector<TwoOutcomes> two_outcomes;
    std::vector<Recovery> recoveries;
};

/// All turns of the series, by board.
std::vector<Turn> turns_of(const Model& model);

/// `explained` tells whether a commit behind `from`, up to `to`, can change the board.
std::vector<Recovery> recoveries_of(const Model& model,
                                    const std::function<bool(const Turn&)>& explained);

/// Lines that name them with their hosts; empty: there are none.
std::string flakes_text(const Model& model, const Flakes& flakes);

/// `ash`, or `this machine`.
std::string host_of(const Facts& facts);

}  // namespace bm::summary
