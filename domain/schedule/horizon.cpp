// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/schedule/horizon.hpp"

#include <algorithm>

namespace bm::schedule {
namespace {

/// Work that is left over if all is to end then, less the time there is for it; per mille.
std::int64_t excess(const std::vector<SlotLoad>& slots, core::Duration waiting, core::Instant end) {
    std::int64_t result = waiting.count() * 1000;
    for (const auto& slot : slots) {
        if (slot.until > end)
            result += (slot.until - end).count() * slot.speed;
        else if (slot.until + slot.extra < end)
            result -= (end - slot.until - slot.extra).count() * slot.speed;
    }
    return result;
}

}  // namespace

core::Instant end_of(const std::vector<SlotLoad>& slots, core::Duration waiting,
                     core::Instant now) {
    if (slots.empty()) return now;
    std::int64_t speed = 0;
    auto late = now;
    for (const auto& slot : slots) {
        speed += slot.speed;
        late = std::max(late, slot.until + slot.extra);
    }
    auto early = now;
    late += core::Duration{waiting.count() * 1000 / speed + 1};
    while (late - early > core::Duration{1}) {
        const auto middle = early + (late - early) / 2;
        (excess(slots, waiting, middle) > 0 ? early : late) = middle;
    }
    return late;
}

}  // namespace bm::schedule
