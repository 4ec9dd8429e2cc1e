// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace bm::kconfig {

/// A row of decisions that a writer takes one by one. At its end each is the first of those that
/// can be taken, so that a shorter row makes a simpler text.
class Decisions {
  public:
    explicit Decisions(std::vector<std::uint8_t> row) : row_(std::move(row)) {}

    /// Below `choices`, of which there are 256 at most.
    std::size_t below(std::size_t choices) { return at_ < row_.size() ? row_[at_++] % choices : 0; }
    /// In so many of 100 cases; never at the end.
    bool happens(std::size_t percent) { return at_ < row_.size() && below(100) >= 100 - percent; }
    const std::string& one_of(const std::vector<std::string>& from) {
        return from[below(from.size())];
    }

  private:
    std::vector<std::uint8_t> row_;
    std::size_t at_ = 0;
};

}  // namespace bm::kconfig
