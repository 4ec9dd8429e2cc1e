// SPDX-License-Identifier: GPL-2.0-or-later
// Outcomes that were taken over from another commit, and those that could have been.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/boss/campaign_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// The worker's newest order, answered at that position with what `change` makes of a good result.
template <class Change>
void answer_with(Play& play, std::int64_t position, Change change) {
    ASSERT_FALSE(play.orders.empty());
    auto& order = play.orders.begin()->second;
    auto result = result_of(order.board, position, *order.lease, 0);
    change(result);
    play.hear(result);
}

const std::string commit_a(40, 'a');

TEST(Campaign, CountsWhatWasCarriedAndLeavesNoTryOfIt) {
    Play play(plan_of(1, 2));
    play.come_up();
    answer_with(play, 0, [](auto&) {});
    answer_with(play, 1, [](auto& result) { result.carried_from = commit_a; });
    play.store_all();
    play.leave();
    const auto finish = play.all<Finish>()[0];
    EXPECT_EQ(finish.counts.ok, 2u);
    EXPECT_EQ(finish.counts.newly, 2u);
    EXPECT_EQ(finish.counts.carried, 1u);
    EXPECT_THAT(play.all<Attempted>(), SizeIs(1)) << "of the one that was built";
}

TEST(Campaign, TellsWhatCameOutOtherwiseThanWhatItCouldHaveTakenOver) {
    Play play(plan_of(1, 2));
    play.come_up();
    answer_with(play, 0, [](auto&) {});
    play.store_all();
    answer_with(play, 1, [](auto& result) {
        result.verified_from = commit_a;
        result.verified_changes = {"doc/x"};
    });
    StoreDone done{build(0, 1), {}};
    done.different = {"sizes"};
    play.happen(done);
    play.leave();
    const auto finish = play.all<Finish>()[0];
    EXPECT_EQ(finish.counts.verified, 1u);
    EXPECT_EQ(finish.mismatches,
              (std::vector<Mismatch>{{build(0, 1), commit_a, {"sizes"}, {"doc/x"}}}));
    const auto notes = play.all<Note>();
    ASSERT_FALSE(notes.empty());
    EXPECT_EQ(notes.back().severity, Note::Severity::error);
    EXPECT_THAT(notes.back().text, HasSubstr("doc/x"));
}

TEST(Campaign, SaysNothingOfWhatCameOutTheSame) {
    Play play(plan_of(1, 2));
    play.come_up();
    answer_with(play, 0, [](auto&) {});
    answer_with(play, 1, [](auto& result) { result.verified_from = commit_a; });
    play.store_all();
    play.leave();
    const auto finish = play.all<Finish>()[0];
    EXPECT_EQ(finish.counts.verified, 1u);
    EXPECT_THAT(finish.mismatches, IsEmpty());
}

}  // namespace
}  // namespace bm::boss::test
