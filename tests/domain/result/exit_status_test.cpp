// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/exit_status.hpp"

#include <gtest/gtest.h>

namespace bm::result {
namespace {

TEST(ExitStatusOf, EachMixtureIsTheFirstThatFits) {
    for (unsigned bits = 0; bits < 256; ++bits) {
        const auto bit = [&](unsigned n) { return (bits >> n & 1) != 0; };
        Tally tally;
        tally.interrupted = bit(0);
        tally.set_up_failed = bit(1);
        tally.not_obtained = bit(2);
        tally.no_toolchain = bit(3);
        tally.failed = bit(4) || bit(3);
        tally.warned = bit(5);
        tally.ok = bit(6);
        const bool ignore = bit(7);
        int expected = 0;
        if (tally.warned != 0 && !ignore) expected = 101;
        if (tally.failed != 0) expected = 100;
        if (bit(2) || bit(3)) expected = 102;
        if (bit(1)) expected = 1;
        if (bit(0)) expected = 130;
        EXPECT_EQ(static_cast<int>(exit_status(tally, ignore)), expected) << bits;
    }
}

struct Row {
    const char* what;
    Tally tally;
    bool ignore_warnings;
    int status;
};

TEST(ExitStatusOf, NamedCampaigns) {
    const Row rows[] = {
        {"nothing to do", {}, false, 0},
        {"all good", {.ok = 5}, false, 0},
        {"a warning", {.warned = 1, .ok = 4}, false, 101},
        {"a warning with -W", {.warned = 1, .ok = 4}, true, 0},
        {"a failure with -W", {.failed = 1, .warned = 1}, true, 100},
        {"a lost build and failures", {.not_obtained = 1, .failed = 3}, false, 102},
        {"no compiler", {.no_toolchain = 1, .failed = 1, .ok = 9}, false, 102},
        {"usage", {.set_up_failed = true}, false, 1},
        {"Ctrl-C", {.interrupted = true, .not_obtained = 7}, false, 130},
    };
    for (const auto& row : rows)
        EXPECT_EQ(static_cast<int>(exit_status(row.tally, row.ignore_warnings)), row.status)
            << row.what;
}

}  // namespace
}  // namespace bm::result
