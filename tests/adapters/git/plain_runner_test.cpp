// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/git/plain_runner.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace bm::tests {
namespace {

/// Once a child waited for ever for the allocator's lock, which another thread held at the fork.
TEST(PlainRunner, StartsProgramsWhileOtherThreadsAllocate) {
    std::atomic<bool> over = false;
    std::vector<std::thread> others;
    for (int i = 0; i < 3; ++i)
        others.emplace_back([&] {
            std::vector<std::unique_ptr<std::string>> kept(512);
            for (std::size_t at = 0; !over; at = (at + 7) % kept.size())
                kept[at] = std::make_unique<std::string>(at * 400, 'x');
        });
    ports::ProcessSpec spec;
    spec.argv = {"true"};
    spec.directory = "/";
    for (std::size_t i = 0; i < 500; ++i)
        spec.environment["NAME" + std::to_string(i)] = std::string(i, 'v');
    int started = 0;
    for (int i = 0; i < 75; ++i) started += PlainRunner().run(spec).code == 0 ? 1 : 0;
    over = true;
    for (auto& other : others) other.join();
    EXPECT_EQ(started, 75);
}

}  // namespace
}  // namespace bm::tests
