// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "ports/screen.hpp"

namespace bm::app::engine {

/// Lines at the bottom of a terminal that are drawn anew in place. They must not be wider than the
/// terminal is; when it was made narrower since, what it wrapped goes away all the same.
class LiveLines {
  public:
    explicit LiveLines(ports::Screen& screen) : screen_(screen) {}

    void draw(const std::vector<std::string>& lines);
    /// Takes them away; the cursor is where the first one began.
    void clear();

  private:
    std::string take_away() const;

    ports::Screen& screen_;
    std::vector<std::size_t> drawn_;  ///< columns of each line
};

}  // namespace bm::app::engine
