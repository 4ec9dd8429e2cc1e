// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/worker/outbox.hpp"

#include <gtest/gtest.h>

#include "domain/protocol/codec.hpp"
#include "domain/protocol/limits.hpp"

namespace bm::worker::test {
namespace {

TEST(Outbox, IsFullWhenMoreThanTheLimitIsUnreadWithTheEndOfEachLine) {
    const protocol::ToBoss message = protocol::ConfigureDone{};
    const auto line = protocol::encode(message, protocol::Dialect::buildman).size() + 1;
    Outbox outbox;
    outbox.set_unread(protocol::limits::unread_output_bytes - 2 * line);
    outbox.send(message);
    outbox.send(message);
    EXPECT_FALSE(outbox.full());
    outbox.set_unread(protocol::limits::unread_output_bytes - 2 * line + 1);
    outbox.send(message);
    EXPECT_FALSE(outbox.full());
    outbox.send(message);
    EXPECT_TRUE(outbox.full());
    outbox.set_unread(0);
    EXPECT_FALSE(outbox.full());
    EXPECT_EQ(outbox.take().size(), 4u);
    EXPECT_TRUE(outbox.take().empty());
}

}  // namespace
}  // namespace bm::worker::test
