// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/commands.hpp"

#include <gtest/gtest.h>

#include "domain/protocol/limits.hpp"

namespace bm::worker::test {
namespace {

constexpr auto line = protocol::limits::line_bytes;

TEST(CommandQueue, HoldsTwoLinesOfTheLargestSizeAndNoByteMore) {
    CommandQueue queue;
    EXPECT_TRUE(queue.push(protocol::Quit{}, line));
    EXPECT_TRUE(queue.push(protocol::Quit{}, line));
    EXPECT_FALSE(queue.push(protocol::Quit{}, 1));
    queue.pop();
    EXPECT_TRUE(queue.push(protocol::Quit{}, line)) << "one that went makes room";
    EXPECT_FALSE(queue.push(protocol::Quit{}, 1));
    queue.clear();
    EXPECT_TRUE(queue.empty());
    EXPECT_TRUE(queue.push(protocol::Quit{}, 2 * line));
}

TEST(CommandQueue, HoldsTenThousandCommands) {
    CommandQueue queue;
    for (int i = 0; i < 10'000; ++i) ASSERT_TRUE(queue.push(protocol::Quit{}, 1)) << i;
    EXPECT_FALSE(queue.push(protocol::Quit{}, 1));
}

}  // namespace
}  // namespace bm::worker::test
