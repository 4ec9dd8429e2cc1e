// SPDX-License-Identifier: GPL-2.0-or-later
// What becomes of a build whose failure may be the machine's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/domain/boss/campaign_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// Answers each order so; between them the pauses pass.
void answer_three_times(Play& play, const std::vector<std::string>& said) {
    for (const auto& words : said) {
        ASSERT_THAT(play.orders, SizeIs(1)) << words;
        play.answer(2, words, protocol::Cause::doubtful);
        for (int i = 0; i < 9; ++i) {
            play.pass(1s);
            play.hear(protocol::Heartbeat{});
        }
    }
}

TEST(Campaign, TakesACrashOfTheCompilerForTheBuildsOwnWhenThreeTriesSayTheSame) {
    Play play(plan_of(1, 1));
    play.come_up();
    answer_three_times(play, {"x.c: internal compiler error, see /tmp/cca.out\n",
                              "x.c: internal compiler error, see /tmp/ccb.out\n",
                              "x.c: internal compiler error, see /tmp/ccc.out\n"});
    const auto stores = play.all<Store>();
    ASSERT_THAT(stores, SizeIs(1));
    EXPECT_EQ(stores[0].result.return_code, 2);
    EXPECT_EQ(stores[0].attempt, 3);
    EXPECT_THAT(stores[0].result.stderr_text, HasSubstr("internal compiler error"));
    play.store_all();
    play.leave();
    EXPECT_THAT(play.all<Finish>()[0].not_obtained, IsEmpty());
}

TEST(Campaign, NamesABuildWhoseTriesCrashEachOtherwise) {
    Play play(plan_of(1, 1));
    play.come_up();
    answer_three_times(play, {"x.c: internal compiler error\n", "y.c: internal compiler error\n",
                              "z.c: internal compiler error\n"});
    EXPECT_THAT(play.all<Store>(), IsEmpty());
    play.leave();
    EXPECT_THAT(play.all<Finish>()[0].not_obtained[0].reason,
                HasSubstr("z.c: internal compiler error"));
}

// Two machines whose tools word a warning differently: it was built each time, and given up.
TEST(Campaign, TakesABuildThatSucceededEachTimeHoweverItsWarningsDiffer) {
    Play play(plan_of(1, 1));
    play.come_up();
    for (const auto* said :
         {"a.c:1: warning: one\n", "a.c:1: warning: two\n", "a.c:1: warning\n"}) {
        ASSERT_THAT(play.orders, SizeIs(1)) << said;
        play.answer(0, said, protocol::Cause::doubtful);
        for (int i = 0; i < 9; ++i) {
            play.pass(1s);
            play.hear(protocol::Heartbeat{});
        }
    }
    ASSERT_THAT(play.all<Store>(), SizeIs(1));
    EXPECT_EQ(play.all<Store>()[0].result.return_code, 0);
}

// Three tries were over within seconds.
TEST(Campaign, WaitsLongerBeforeEachTryInDoubt) {
    Config config;
    config.backoff = {1s, 60s, 0};
    Play play(plan_of(1, 1), config);
    play.come_up();
    for (const auto pause : {1s, 2s}) {
        play.answer(2, "x.c: internal compiler error\n", protocol::Cause::doubtful);
        play.pass(pause - 1ms);
        EXPECT_THAT(play.orders, IsEmpty());
        play.pass(1ms);
        EXPECT_THAT(play.orders, SizeIs(1));
    }
}

TEST(Campaign, TriesABuildAgainThatHadNoRoom) {
    Play play(plan_of(1, 1));
    play.come_up();
    play.answer(2, "make ended with status 2, but there is no room on the disk: ld\n",
                protocol::Cause::machine);
    EXPECT_THAT(play.all<Store>(), IsEmpty());
    for (int i = 0; i < 9; ++i) {
        play.pass(1s);
        play.hear(protocol::Heartbeat{});
    }
    play.answer();
    ASSERT_THAT(play.all<Store>(), SizeIs(1));
    EXPECT_EQ(play.all<Store>()[0].attempt, 2);
}

}  // namespace
}  // namespace bm::boss::test
