// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/footprint.hpp"

#include <gtest/gtest.h>

namespace bm::result {
namespace {

RawLines image(std::vector<AddressRange> sections, std::vector<RawLines::Unit> units) {
    return {std::move(sections), {"a.c", "b.c", ""}, std::move(units)};
}

TEST(FootprintTest, EveryLineOfAUnitsCodeIsInIt) {
    const auto raw = image({{0x1000, 0x2000}},
                           {{{{0x1000, 0x1010}}, {{0x1000, 0, 3}, {0x1004, 0, 4}, {0x1008, 1, 9}}},
                            {{{0x1010, 0x1020}}, {{0x1010, 0, 3}}}});
    EXPECT_EQ(footprint_of(raw), (Footprint{{"a.c", {{3, 4}}}, {"b.c", {{9, 9}}}}));
}

TEST(FootprintTest, AFunctionThatTheLinkerDroppedIsNotInIt) {
    // At 0, where a GNU linker leaves it, and where others do.
    const auto raw =
        image({{0x1000, 0x2000}}, {{{{0, 0x10}, {0x1000, 0x1010}, {~0ull, ~0ull}},
                                    {{0, 0, 7}, {8, 0, 8}, {0x1000, 0, 3}, {~0ull - 1, 0, 11}}}});
    EXPECT_EQ(footprint_of(raw), (Footprint{{"a.c", {{3, 3}}}}));
}

TEST(FootprintTest, AnImageThatBeginsAtZeroHasWhatFillsThePlaceThere) {
    const auto raw = image({{0, 0x100}}, {{{{0, 0x18}}, {{0, 0, 1}}},   // shorter
                                          {{{0, 0x20}}, {{0, 0, 2}}},   // up to the next
                                          {{{0, 0x30}}, {{0, 0, 4}}},   // into the next
                                          {{{0, 0x200}}, {{0, 0, 6}}},  // out of the section
                                          {{{0x20, 0x40}}, {{0x20, 1, 5}}}});
    EXPECT_EQ(footprint_of(raw), (Footprint{{"a.c", {{2, 2}}}, {"b.c", {{5, 5}}}}));
}

TEST(FootprintTest, FilesThatAreNotOfTheSourceAndRowsOfNoLineAreLeftOut) {
    const auto raw =
        image({{0x10, 0x20}}, {{{{0x10, 0x20}}, {{0x10, 2, 5}, {0x11, 0, 0}, {0x12, 99, 4}}}});
    EXPECT_EQ(footprint_of(raw), Footprint());
}

TEST(FootprintTest, ImagesAreTakenTogether) {
    const Footprint a{{"a.c", {{1, 2}}}, {"b.c", {{1, 1}}}};
    const Footprint b{{"a.c", {{2, 5}}}, {"c.c", {{1, 1}}}};
    EXPECT_EQ(footprint_text(united(a, b)), "a.c: 1-5\nb.c: 1\nc.c: 1\n");
}

TEST(FootprintTest, APathWithANewlineWouldBreakTheFile) {
    EXPECT_EQ(footprint_text({{"a\nb.c", {{1, 1}}}, {"c.c", {{2, 2}}}}), "c.c: 2\n");
}

TEST(FootprintTest, WhatTheBuildMadeIsNotOfTheSource) {
    EXPECT_EQ(path_in_source("/s/lib/a.c", "/s", "/s/build"), "lib/a.c");
    EXPECT_EQ(path_in_source("/s/build/lib/a.c", "/s", "/s/build"), "");
    EXPECT_EQ(path_in_source("/s/lib/a.c", "/s", "/s"), "lib/a.c");
    EXPECT_EQ(path_in_source("/o/work/00/lib/a.c", "/o/work/00", "/o"), "lib/a.c");
    EXPECT_EQ(path_in_source("/o/lib/made.c", "/o/work/00", "/o"), "");
    EXPECT_EQ(path_in_source("/sources/a.c", "/s", "/s/build"), "");
    EXPECT_EQ(path_in_source("", "/s", "/s/build"), "");
}

}  // namespace
}  // namespace bm::result
