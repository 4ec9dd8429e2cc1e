// SPDX-License-Identifier: GPL-2.0-or-later
// How much a machine is given that has less to spare than it offers, and what none at all means.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/boss/campaign.hpp"
#include "tests/domain/boss/campaign_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::SizeIs;

Config on_oak(std::int64_t slots = 0) {
    Config config;
    config.places = {{"oak", true, slots}};
    return config;
}

/// How many boards of four a machine that offers three has at a time.
std::size_t boards_at_a_time(std::int64_t most, std::int64_t max_boards) {
    Play play(plan_of(4, 1), on_oak(max_boards));
    play.happen(WorkerStarted{play.worker, most});
    play.hear(protocol::Ready{3, 3, 1, {"lease", "artefacts"}});
    play.hear(protocol::ConfigureDone{});
    play.hear(protocol::BuildPrepareDone{});
    return play.orders.size();
}

TEST(Share, OfABusyMachineIsWhatItWasStartedFor) {
    EXPECT_EQ(boards_at_a_time(0, 0), 3u);
    EXPECT_EQ(boards_at_a_time(1, 0), 1u);
    EXPECT_EQ(boards_at_a_time(1, 2), 1u);
    EXPECT_EQ(boards_at_a_time(0, 2), 2u);
}

/// How many jobs of one board a worker with three slots has at a time.
std::size_t jobs_of_one_board(bool per_board_out_dir) {
    Config config;
    config.settings.threads = 3;
    config.settings.per_board_out_dir = per_board_out_dir;
    Play play(plan_of(1, 60), config);
    play.come_up(3);
    play.answer();
    play.answer();
    return play.orders.size();
}

// The worker kept the second job waiting, nothing was heard of it, and the worker was ended.
TEST(Share, OfABoardIsOneJobWhereItHasOneOutputDirectory) {
    EXPECT_GT(jobs_of_one_board(false), 1u);
    EXPECT_EQ(jobs_of_one_board(true), 1u);
}

TEST(Share, IsAskedForAnewWithEachWorker) {
    Play play(plan_of(4, 1), on_oak());
    play.happen(WorkerStarted{play.worker, 1});
    play.die();
    play.happen(LeftoverEnded{0, "no worker", true});
    play.pass(60s);
    play.happen(WorkerStarted{play.worker});
    play.hear(protocol::Ready{3, 3, 1, {"lease", "artefacts"}});
    play.hear(protocol::ConfigureDone{});
    play.hear(protocol::BuildPrepareDone{});
    EXPECT_THAT(play.orders, SizeIs(3)) << "it is free now";
}

Finish::How end_of_one_that(bool starts) {
    Play play(plan_of(1, 2), on_oak());
    if (starts) {
        play.happen(WorkerStarted{play.worker});
        play.hear(protocol::Ready{1, 1, 1, {}});  // it lacks what is needed
        play.happen(WorkerClosed{play.worker, 0, {}, ""});
        play.happen(LeftoverEnded{0, "no worker", true});
    } else {
        play.happen(StartFailed{play.worker, "has no git", false});
    }
    const auto ends = play.all<Finish>();
    EXPECT_THAT(ends, SizeIs(1));
    EXPECT_EQ(ends.at(0).counts.given_up, 2u);
    return ends.at(0).how;
}

TEST(Share, OfNothingEndsACampaignThatNoMachineCouldBegin) {
    EXPECT_EQ(end_of_one_that(false), Finish::How::nowhere);
    EXPECT_EQ(end_of_one_that(true), Finish::How::complete)
        << "a worker was there, and was no good";
}

}  // namespace
}  // namespace bm::boss::test
