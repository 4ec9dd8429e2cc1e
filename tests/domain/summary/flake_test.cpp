// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/flake.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/summary/farm.hpp"

namespace bm::summary::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A board whose return codes these are; -1: not known.
Farm farm_of(const std::vector<int>& codes) {
    Farm farm({"x"}, codes.size());
    for (std::size_t c = 0; c < codes.size(); ++c)
        if (codes[c] >= 0) {
            auto files = build(codes[c]);
            files.host = c % 2 == 0 ? "" : "ash\n";
            farm.put(0, c, files);
        }
    return farm;
}

TEST(Flakes, AreLookedForWhereABoardFailsOrRecovers) {
    EXPECT_THAT(turns_of(farm_of({0, 2, -1, 2, 0, 0}).model),
                ElementsAre(Turn{0, 0, 1}, Turn{0, 3, 4}));
    EXPECT_THAT(turns_of(farm_of({2, 2, -1, 2}).model), IsEmpty());
}

TEST(Flakes, AreNoBoardsThatACommitBrokeAndAnotherMended) {
    EXPECT_THAT(recoveries_of(farm_of({0, 2, 0}).model, [](const Turn&) { return true; }),
                IsEmpty());
}

TEST(Flakes, AreBoardsThatRecoverWithoutAReason) {
    const auto farm = farm_of({0, 2, 0});
    const auto mended_by_nobody = [](const Turn& turn) { return turn.to != 2; };
    const auto recoveries = recoveries_of(farm.model, mended_by_nobody);
    EXPECT_THAT(recoveries, ElementsAre(Recovery{0, 1, 2}));
    EXPECT_EQ(flakes_text(farm.model, {{}, recoveries}),
              "Likely flakes (no commit in between can have done it; to build again: bm boss -F):\n"
              "  x: failed at 02 on ash, built at 03 on this machine\n");
}

TEST(Flakes, AreNamedOnceWhereNeitherTurnHasAReason) {
    EXPECT_THAT(recoveries_of(farm_of({0, 2, 0}).model, [](const Turn&) { return false; }),
                ElementsAre(Recovery{0, 1, 0}));
}

TEST(Flakes, OfTwoOutcomesAreNamedWithTheirHosts) {
    auto farm = farm_of({0, 2});
    Flakes flakes;
    flakes.two_outcomes.push_back({0, 1, farm.reader.read(build(0))});
    EXPECT_EQ(flakes_text(farm.model, flakes),
              "Flakes (the same build came to two outcomes):\n"
              "  x at 02: code 2 on ash, code 0 on this machine\n");
    EXPECT_EQ(flakes_text(farm.model, {}), "");
}

}  // namespace
}  // namespace bm::summary::test
