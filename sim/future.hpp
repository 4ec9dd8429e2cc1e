// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "domain/core/time.hpp"

namespace bm::sim {

/// What will happen, and when; of the same moment in the order in which it was put there.
class Future {
  public:
    using Happening = std::function<void()>;

    void add(core::Instant when, Happening happening) {
        heap_.push_back({when, ++count_, std::move(happening)});
        std::ranges::push_heap(heap_, later);
    }
    bool empty() const { return heap_.empty(); }
    core::Instant next() const { return heap_.front().when; }
    Happening take() {
        std::ranges::pop_heap(heap_, later);
        auto happening = std::move(heap_.back().what);
        heap_.pop_back();
        return happening;
    }
    std::uint64_t count() const { return count_; }

  private:
    struct Entry {
        core::Instant when;
        std::uint64_t number = 0;
        Happening what;
    };
    static bool later(const Entry& a, const Entry& b) {
        return std::pair(a.when, a.number) > std::pair(b.when, b.number);
    }

    std::vector<Entry> heap_;
    std::uint64_t count_ = 0;
};

}  // namespace bm::sim
