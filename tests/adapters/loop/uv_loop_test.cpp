// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/loop/uv_loop.hpp"

#include <gtest/gtest.h>
#include <signal.h>

#include <thread>

namespace bm::adapters::loop {
namespace {

using namespace std::chrono_literals;

TEST(UvLoop, WakesAtTheLastDeadlineThatWasSet) {
    UvLoop loop;
    int wrong = 0;
    loop.set_deadline(loop.now() + 1ms, [&] { ++wrong; });
    const auto due = loop.now() + 5ms;
    loop.set_deadline(due, [&] { loop.stop(); });
    loop.run();
    EXPECT_GE(loop.now(), due);
    EXPECT_EQ(wrong, 0);
}

TEST(UvLoop, LetsAWakeSetTheNextDeadline) {
    UvLoop loop;
    int woken = 0;
    std::function<void()> again = [&] {
        if (++woken == 3) return loop.stop();
        loop.set_deadline(loop.now(), again);
    };
    loop.set_deadline(loop.now(), again);
    loop.run();
    EXPECT_EQ(woken, 3);
}

TEST(UvLoop, DoesBackgroundWorkElsewhereAndItsEndHere) {
    UvLoop loop;
    std::thread::id worked;
    std::thread::id ended;
    loop.background([&] { worked = std::this_thread::get_id(); },
                    [&] {
                        ended = std::this_thread::get_id();
                        loop.stop();
                    });
    loop.run();
    EXPECT_EQ(ended, std::this_thread::get_id());
    EXPECT_NE(worked, ended);
}

TEST(UvLoop, ReportsASignal) {
    UvLoop loop;
    loop.on_signal(SIGUSR1, [&] { loop.stop(); });
    loop.set_deadline(loop.now() + 1min, [&] {
        ADD_FAILURE() << "no signal came";
        loop.stop();
    });
    ::raise(SIGUSR1);
    loop.run();
}

// A boss with nothing to build stops its loop before it runs: the loop's handles leaked.
TEST(UvLoop, ThatWasStoppedAndNeverRunLeavesNothingBehind) {
    UvLoop loop;
    loop.on_signal(SIGUSR1, [] {});
    loop.set_deadline(loop.now() + 1min, [] {});
    loop.stop();
}

}  // namespace
}  // namespace bm::adapters::loop
