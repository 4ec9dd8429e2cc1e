// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/protocol/framer.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "domain/protocol/limits.hpp"
#include "tests/support/protocol/invariants.hpp"

namespace bm::protocol {
namespace {

using Frames = std::vector<Frame>;

Frames of_worker(std::string_view bytes) { return test::frames_of(Speaker::worker, bytes); }
Frames of_boss(std::string_view bytes) { return test::frames_of(Speaker::boss, bytes); }

TEST(Framer, TakesThePrefixOffAWorkersLine) {
    EXPECT_EQ(of_worker("BM> {}\n"), Frames{Line{"{}"}});
}

TEST(Framer, TakesNothingButTheLineEndOffAWorkersLine) {
    EXPECT_EQ(of_worker("BM>  {} \r\n"), Frames{Line{" {} \r"}});
}

TEST(Framer, TellsStrayOutputFromProtocol) {
    EXPECT_EQ(of_worker("Welcome!\nBM> {}\nBM>x\nBM>\n BM> {}\n\n"),
              (Frames{Stray{"Welcome!"}, Line{"{}"}, Stray{"BM>x"}, Stray{"BM>"}, Stray{" BM> {}"},
                      Stray{""}}));
}

TEST(Framer, StripsABosssLineAndShowsBlankOnes) {
    EXPECT_EQ(of_boss(" \t{}\r\n\n \v\f\r\nBM> x\n"),
              (Frames{Line{"{}"}, Blank{}, Blank{}, Line{"BM> x"}}));
}

TEST(Framer, GivesNoFrameForALineWithoutEnd) {
    Framer framer(Speaker::boss);
    EXPECT_TRUE(framer.feed("{\"cmd\": \"quit\"}").empty());
    EXPECT_EQ(framer.unfinished(), 15u);
    EXPECT_EQ(framer.feed("\n").size(), 1u);
    EXPECT_EQ(framer.unfinished(), 0u);
}

TEST(Framer, KeepsALineOfExactlyTheLimit) {
    const std::string longest(limits::line_bytes, 'x');
    EXPECT_EQ(of_boss(longest + "\n"), Frames{Line{longest}});
    const auto of_prefix = "BM> " + longest.substr(4);
    EXPECT_EQ(of_worker(of_prefix + "\n"), Frames{Line{longest.substr(4)}});
}

TEST(Framer, PassesOverALongerLineAndGoesOnWithTheNext) {
    const std::string too_long(limits::line_bytes + 1, 'x');
    EXPECT_EQ(of_boss(too_long + "\n{}\n"), (Frames{TooLong{too_long.size()}, Line{"{}"}}));
    EXPECT_EQ(of_worker("BM> " + too_long + "\nBM> {}\n"),
              (Frames{TooLong{too_long.size() + 4}, Line{"{}"}}));
}

TEST(Framer, CutsStrayOutputHoweverLongItIs) {
    const std::string banner(limits::line_bytes + 1, 'x');
    EXPECT_EQ(of_worker(banner + "\nBM> {}\n"),
              (Frames{Stray{banner.substr(0, limits::stray_bytes)}, Line{"{}"}}));
}

TEST(Framer, CountsAnEndlessLineWithoutKeepingIt) {
    Framer framer(Speaker::boss);
    const std::string piece(1u << 20, 'x');
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(framer.feed(piece).empty());
    EXPECT_EQ(framer.unfinished(), 20u << 20);
    EXPECT_EQ(framer.feed("\n"), Frames{TooLong{20u << 20}});
}

RC_GTEST_PROP(FramerProperty, FramesDoNotDependOnHowTheBytesWereSplit, ()) {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("B", "M", ">", " ", "\n", "\r", "\t", "BM> ", "BM> {}\n",
                                      "{\"cmd\": 1}", "\xFF", "xyz", std::string(1, '\0')));
    std::string stream;
    for (const auto& piece : pieces) stream += piece;
    auto ends = *rc::gen::container<std::vector<std::size_t>>(
        rc::gen::inRange<std::size_t>(0, stream.size() + 1));
    std::ranges::sort(ends);
    for (const auto speaker : {Speaker::boss, Speaker::worker})
        RC_ASSERT(test::frames_of(speaker, stream, ends) == test::frames_of(speaker, stream));
}

TEST(Framer, SplitAroundTheLimitsGivesTheSame) {
    const std::string long_stray = std::string(limits::stray_bytes + 3, 's') + "\n";
    const std::string long_line = "BM> " + std::string(limits::line_bytes, 'l') + "\n";
    const auto stream = long_stray + long_line + "BM> {}\n";
    const auto whole = of_worker(stream);
    for (const std::size_t at :
         {limits::stray_bytes - 1, limits::stray_bytes, limits::stray_bytes + 1,
          long_stray.size() + 2, long_stray.size() + limits::line_bytes - 1,
          long_stray.size() + limits::line_bytes, long_stray.size() + limits::line_bytes + 1,
          stream.size() - 1})
        EXPECT_TRUE(test::frames_of(Speaker::worker, stream, {at}) == whole) << at;
}

}  // namespace
}  // namespace bm::protocol
