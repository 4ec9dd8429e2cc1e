// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/schedule/horizon.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/domain/schedule/jobs.hpp"

namespace bm::schedule {
namespace {

using namespace std::chrono_literals;

using test::now;

constexpr core::Duration rounding{1};

void expect_end(core::Instant is, core::Duration after) {
    EXPECT_GE(is, now + after);
    EXPECT_LE(is, now + after + rounding);
}

TEST(Horizon, IsNowWhereThereIsNoSlot) { EXPECT_EQ(end_of({}, 100s, now), now); }

TEST(Horizon, IsWhenWhatWaitsIsSharedByAll) {
    expect_end(end_of({{now, 1000, 0s}, {now, 3000, 0s}}, 100s, now), 25s);
}

TEST(Horizon, IsWhenSlotsThatAreFreeHaveDoneWhatOthersAreLateWith) {
    expect_end(end_of({{now, 1000, 0s}, {now + 100s, 1000, 0s}}, 0s, now), 50s);
    expect_end(end_of({{now, 1000, 40s}, {now + 100s, 1000, 40s}}, 0s, now), 70s);
}

TEST(Horizon, DoesNotCountOnASlotThatBeginsTooSlowly) {
    expect_end(end_of({{now, 10, 1000s}, {now + 100s, 1000, 40s}}, 0s, now), 100s);
}

/// Whatever the slots, the end is no sooner than now and no later than the last of them, if nothing
/// waits.
RC_GTEST_PROP(Horizon, IsBetweenNowAndTheLast, (const std::vector<std::uint16_t>& times)) {
    std::vector<SlotLoad> slots;
    auto last = now;
    for (const auto time : times) {
        slots.push_back({now + core::Duration{time}, 20 + time, core::Duration{time % 977}});
        last = std::max(last, slots.back().until);
    }
    const auto end = end_of(slots, core::Duration{0}, now);
    RC_ASSERT(end >= now);
    RC_ASSERT(end <= last + rounding);
}

}  // namespace
}  // namespace bm::schedule
