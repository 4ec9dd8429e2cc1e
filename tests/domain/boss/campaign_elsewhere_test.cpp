// SPDX-License-Identifier: GPL-2.0-or-later
// A build that a machine could not get done is tried on another one, if there is one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/domain/boss/campaign_fixture.hpp"

namespace bm::boss::test {
namespace {

/// An oak and an elm with a slot each, both ready.
class ElsewhereTest : public testing::Test {
  protected:
    explicit ElsewhereTest(std::int64_t boards = 1) : play(plan_of(boards, 1), both()) {
        for (const auto& start : play.all<StartWorker>()) workers.push_back(start.worker);
        for (const auto worker : workers) {
            play.hear(worker, protocol::Ready{1, 1, 1, {"lease", "spool"}});
            play.hear(worker, protocol::ConfigureDone{});
            play.hear(worker, protocol::BuildPrepareDone{});
        }
    }
    static Config both() {
        Config config;
        config.places = {{"oak"}, {"elm"}};
        config.backoff = {1s, 60s, 0};
        return config;
    }

    void fail(std::size_t place, std::int64_t lease, protocol::Cause cause) {
        auto result = result_of("board0", 0, lease, 2);
        result.cause = cause;
        play.hear(workers[place], result);
    }
    /// Who was asked to build the board, in order.
    std::vector<std::string> asked(const std::string& board = "board0") const {
        std::vector<std::string> result;
        for (const auto& send : play.all<Send>()) {
            const auto message = protocol::decode_to_worker(send.line);
            const auto* order = message ? std::get_if<protocol::BuildBoard>(&*message) : nullptr;
            if (order && order->board == board)
                result.emplace_back(send.worker == workers[oak] ? "oak" : "elm");
        }
        return result;
    }

    static constexpr std::size_t oak = 0;
    static constexpr std::size_t elm = 1;
    Play play;
    std::vector<core::WorkerId> workers;
};

struct TwoBoardsTest : ElsewhereTest {
    TwoBoardsTest() : ElsewhereTest(2) {}
};

using testing::ElementsAre;

// The machine that had just failed was the first to ask again, and used up all tries alone.
TEST_F(ElsewhereTest, GoesToTheOtherMachine) {
    fail(oak, 1, protocol::Cause::machine);
    play.pass(1s);
    EXPECT_THAT(asked(), ElementsAre("oak", "elm"));
    fail(elm, 2, protocol::Cause::doubtful);
    play.pass(2s);
    EXPECT_THAT(asked(), ElementsAre("oak", "elm", "oak"));
}

// Three tries on one machine that lacked a library said the same, and passed for the commit's.
TEST_F(TwoBoardsTest, WaitsLongerForAnotherOpinionWhenInDoubt) {
    fail(oak, 1, protocol::Cause::doubtful);
    for (int i = 0; i < 20; ++i) {
        play.pass(5s);
        for (const auto worker : workers) play.hear(worker, protocol::Heartbeat{});
        play.hear(workers[elm], protocol::Heartbeat{"board1", 0, 2});
    }
    EXPECT_THAT(asked(), ElementsAre("oak"));
    play.hear(workers[elm], result_of("board1", 0, 2, 0));
    EXPECT_THAT(asked(), ElementsAre("oak", "elm"));
}

TEST_F(ElsewhereTest, DoesNotWaitForAMachineThatIsNotReady) {
    play.happen(WorkerClosed{workers[elm], 0, 9, "Killed"});
    play.pass(2s);
    workers[elm] = play.all<StartWorker>().back().worker;
    play.hear(workers[elm], protocol::Ready{1, 1, 1, {"lease", "spool"}});
    fail(oak, 1, protocol::Cause::machine);
    play.pass(1s);
    EXPECT_THAT(asked(), ElementsAre("oak", "oak"));
}

// A worker's line came at the very moment, the Tick after it, and then nothing for long.
TEST_F(ElsewhereTest, IsNotForgottenWhenALineComesFirst) {
    play.happen(WorkerClosed{workers[elm], 0, 9, "Killed"});
    fail(oak, 1, protocol::Cause::machine);
    play.now += 1500ms;
    play.hear(workers[oak], protocol::Heartbeat{});
    EXPECT_THAT(asked(), ElementsAre("oak", "oak"));
}

TEST_F(TwoBoardsTest, ComesBackWhenTheOtherIsBusyForLong) {
    fail(oak, 1, protocol::Cause::machine);
    play.pass(2900ms);
    EXPECT_THAT(asked(), ElementsAre("oak"));
    play.pass(200ms);
    EXPECT_THAT(asked(), ElementsAre("oak", "oak"));
}

TEST_F(ElsewhereTest, ComesBackAtOnceWhereNobodyElseIs) {
    play.happen(WorkerClosed{workers[elm], 0, 9, "Killed"});
    fail(oak, 1, protocol::Cause::machine);
    play.pass(1s);
    EXPECT_THAT(asked(), ElementsAre("oak", "oak"));
}

}  // namespace
}  // namespace bm::boss::test
