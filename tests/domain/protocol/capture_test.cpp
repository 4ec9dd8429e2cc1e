// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/protocol/capture.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::protocol {
namespace {

std::string captured(std::string_view stream, std::size_t step) {
    Capture capture(4, 6);
    for (std::size_t at = 0; at < stream.size(); at += step) capture.feed(stream.substr(at, step));
    return capture.text();
}

TEST(Capture, KeepsAShortStreamWhole) {
    Capture capture(4, 6);
    EXPECT_EQ(capture.text(), "");
    capture.feed("0123456789");
    EXPECT_EQ(capture.text(), "0123456789");
    EXPECT_FALSE(capture.cut());
}

TEST(Capture, KeepsHeadAndTailOfALongOneAndCountsTheRest) {
    Capture capture(4, 6);
    capture.feed("0123456789a");
    EXPECT_EQ(capture.text(), "0123\n[... 1 bytes left out ...]\n56789a");
    EXPECT_TRUE(capture.cut());
    for (int i = 0; i < 1000; ++i) capture.feed("xyz");
    EXPECT_EQ(capture.text(), "0123\n[... 3001 bytes left out ...]\nxyzxyz");
}

TEST(Capture, KeepsAQuarterMebibyteAndAMebibyteUnlessToldOtherwise) {
    Capture capture;
    const std::string most((256u << 10) + (1u << 20), 'x');
    capture.feed(most);
    EXPECT_EQ(capture.text(), most);
    EXPECT_FALSE(capture.cut());
    capture.feed("y");
    EXPECT_TRUE(capture.cut());
    EXPECT_NE(capture.text().find("[... 1 bytes left out ...]"), std::string::npos);
}

RC_GTEST_PROP(CaptureProperty, DoesNotDependOnHowTheStreamWasSplit, (const std::string& stream)) {
    RC_ASSERT(captured(stream, *rc::gen::inRange<std::size_t>(1, 20)) == captured(stream, 10'000));
}

}  // namespace
}  // namespace bm::protocol
