// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

#include "domain/core/time.hpp"

namespace bm::sim {

/// All chance of one run. Our own arithmetic: std distributions differ between libraries.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t draw() {
        auto z = state_ += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    /// 0 to bound - 1.
    std::int64_t below(std::int64_t bound) {
        return static_cast<std::int64_t>(draw() % static_cast<std::uint64_t>(bound));
    }
    bool chance(int per_mille) { return below(1000) < per_mille; }
    /// Of a million; nothing is drawn for what never comes.
    bool comes(int rate) { return rate > 0 && below(1'000'000) < rate; }
    core::Duration between(core::Duration least, core::Duration most) {
        return least + core::Duration{below((most - least).count() + 1)};
    }

  private:
    std::uint64_t state_;
};

}  // namespace bm::sim
