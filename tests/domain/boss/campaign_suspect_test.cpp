// SPDX-License-Identifier: GPL-2.0-or-later
// What may have killed its worker is built with nothing beside it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/domain/boss/campaign_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::SizeIs;

TEST(Campaign, BuildsAloneWhatMayHaveKilledItsWorker) {
    Play play(plan_of(3, 1));
    play.come_up(3);
    ASSERT_THAT(play.orders, SizeIs(3));
    const auto& [lease, order] = *play.orders.begin();
    const auto suspect = order.board;
    play.hear(protocol::Heartbeat{suspect, 0, lease});
    play.die();
    play.orders.clear();
    play.pass(60s);
    play.come_up(3);
    std::set<std::string> alone;
    for (int i = 0; i < 9 && !play.orders.empty(); ++i) {
        if (play.orders.size() == 1) alone.insert(play.orders.begin()->second.board);
        for (const auto& [number, other] : play.orders)
            EXPECT_TRUE(other.board != suspect || play.orders.size() == 1)
                << "others are beside it";
        play.answer();
    }
    EXPECT_TRUE(alone.contains(suspect));
    play.store_all();
    EXPECT_EQ(play.campaign.counts().ok, 3u);
}

// Builds of a silent worker were built alone, after all others, though nothing spoke against them.
TEST(Campaign, SuspectsNothingBehindALinkThatWentSilent) {
    Play play(plan_of(2, 1));
    play.come_up(2);
    ASSERT_THAT(play.orders, SizeIs(2));
    for (const auto& [lease, order] : play.orders)
        play.hear(protocol::Heartbeat{order.board, 0, lease});
    play.orders.clear();
    play.pass(40s);
    EXPECT_THAT(play.all<KillWorker>(), SizeIs(1));
    play.die();
    play.pass(5s);
    play.come_up(2);
    EXPECT_THAT(play.orders, SizeIs(2)) << "side by side";
}

// The build that a silent worker was at waited for a pause, and what followed it on the same board
// was given as another job, with a full build of its own.
TEST(Campaign, KeepsTogetherWhatASilentWorkerHadOfABoard) {
    Play play(plan_of(1, 3));
    play.come_up();
    ASSERT_THAT(play.orders, SizeIs(1));
    const auto all = play.orders.begin()->second.positions;
    ASSERT_THAT(*all, SizeIs(3));
    play.hear(protocol::Heartbeat{"board0", 0, play.orders.begin()->first});
    play.orders.clear();
    play.pass(40s);
    play.die();
    play.pass(5s);
    play.come_up();
    ASSERT_THAT(play.orders, SizeIs(1));
    EXPECT_EQ(play.orders.begin()->second.positions, all);
}

TEST(Campaign, BuildsASuspectAloneAlsoWhenItComesBackBeforeItWasBegun) {
    Config config;
    config.places = {{"one"}, {"two"}};
    Play play(plan_of(2, 1), config);
    const auto starts = play.all<StartWorker>();
    ASSERT_THAT(starts, SizeIs(2));
    play.worker = starts[0].worker;
    play.come_up();
    ASSERT_THAT(play.orders, SizeIs(1));
    const auto suspect = play.orders.begin()->second.board;
    play.hear(protocol::Heartbeat{suspect, 0, play.orders.begin()->first});
    play.die();
    play.orders.clear();
    play.hear(starts[1].worker, ready(1));
    play.hear(starts[1].worker, protocol::ConfigureDone{});
    play.hear(starts[1].worker, protocol::BuildPrepareDone{});
    ASSERT_THAT(play.orders, SizeIs(1)) << "the other board";
    play.pass(5s);
    play.come_up();
    ASSERT_THAT(play.orders, SizeIs(2));
    play.die();
    play.happen(WorkerClosed{starts[1].worker, 0, 9, "Killed"});
    play.orders.clear();
    play.pass(5s);
    play.come_up(3);
    EXPECT_THAT(play.orders, SizeIs(1)) << "one of the two, and then the other";
    play.answer();
    EXPECT_THAT(play.orders, SizeIs(1)) << "the other";
}

}  // namespace
}  // namespace bm::boss::test
