// SPDX-License-Identifier: GPL-2.0-or-later
#include "sim/faults.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::sim {
namespace {

TEST(FaultProfiles, AreReadFromLinesOfKindAndRate) {
    const auto faults =
        parse_profile("# links\nlike mild\n\nlink-cut 42  # often\nline-lost 1000000\ndraw");
    ASSERT_TRUE(faults) << faults.error().message;
    EXPECT_EQ(faults->rate(Fault::link_cut), 42);
    EXPECT_EQ(faults->rate(Fault::line_lost), 1'000'000);
    EXPECT_EQ(faults->rate(Fault::start_fails), profile("mild")->rate(Fault::start_fails));
    EXPECT_TRUE(faults->draws);
}

TEST(FaultProfiles, NameTheLineThatIsWrong) {
    const auto message = [](std::string_view text) { return parse_profile(text).error().message; };
    EXPECT_EQ(message("link-cut 1\nlink-cutt 2"),
              "line 2: there is no fault 'link-cutt'; bm-sim(1) lists them");
    EXPECT_EQ(message("link-cut 1000001"),
              "line 1: a rate is a whole number from 0 to 1000000, not '1000001'");
    EXPECT_EQ(message("link-cut"), "line 1: want KIND RATE, 'like PROFILE' or 'draw'");
    EXPECT_EQ(message("like most"),
              "line 1: there is no fault profile 'most': it is one of none, mild, links, workers, "
              "all");
}

TEST(FaultProfiles, OfNoFaultsHaveNone) {
    EXPECT_FALSE(profile("none")->any());
    for (const auto name : {"mild", "links", "workers", "all"}) EXPECT_TRUE(profile(name)->any());
    for (std::size_t i = 0; i < fault_kinds; ++i)
        EXPECT_GT(profile("all")->rate(static_cast<Fault>(i)), 0);
}

/// Whatever the bytes, they are a profile or an error.
RC_GTEST_PROP(FaultProfiles, AreReadFromAnything, (const std::string& text)) {
    const auto faults = parse_profile(text);
    RC_ASSERT(faults || !faults.error().message.empty());
}

}  // namespace
}  // namespace bm::sim
