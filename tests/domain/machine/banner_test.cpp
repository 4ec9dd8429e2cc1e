// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/banner.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/machine/commands.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::machine {
namespace {

TEST(Banner, IsDroppedAndAllBehindItPasses) {
    Banner banner(receive_begins);
    EXPECT_EQ(banner.feed("welcome\n::bm:: beg"), "");
    EXPECT_FALSE(banner.over());
    EXPECT_EQ(banner.feed(std::string_view("in\n0012\0x", 9)), std::string_view("0012\0x", 6));
    EXPECT_TRUE(banner.over());
    EXPECT_EQ(banner.feed(receive_begins), receive_begins);
}

TEST(Banner, IsNotWaitedForWithoutEnd) {
    Banner banner(receive_begins);
    EXPECT_TRUE(banner.feed(std::string(protocol::limits::banner_bytes, 'x')));
    EXPECT_FALSE(banner.feed("x"));
}

RC_GTEST_PROP(Banner, EndsAtTheSameByteHoweverItIsSplit, ()) {
    const auto noise = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab\n")));
    const auto rest = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab\n")));
    const auto text = noise + "ab" + rest;
    Banner banner("ab");
    std::string passed;
    std::string_view left = text;
    while (!left.empty()) {
        const auto piece = left.substr(0, *rc::gen::inRange<std::size_t>(1, 5));
        passed += *banner.feed(piece);
        left.remove_prefix(piece.size());
    }
    RC_ASSERT(passed == text.substr(text.find("ab") + 2));
}

}  // namespace
}  // namespace bm::machine
