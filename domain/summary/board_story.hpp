// SPDX-License-Identifier: GPL-2.0-or-later
// One board's way through the series.
#pragma once

#include <optional>
#include <vector>

#include "domain/summary/model.hpp"

namespace bm::summary {

/// A stretch of commits at which a board fails. Positions are of commits.
struct Failure {
    std::size_t first = 0;            ///< the first known build that fails
    std::optional<std::size_t> good;  ///< the last known one before that was built; nullopt: the
                                      ///< board's first known build fails, nobody knows since when
    std::optional<std::size_t> mended;  ///< the first known one after that is built
    friend bool operator==(const Failure&, const Failure&) = default;
};

std::vector<Failure> failures_of(const Model& model, std::size_t board);

}  // namespace bm::summary
