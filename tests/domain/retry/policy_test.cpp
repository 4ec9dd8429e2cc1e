// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/retry/policy.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <limits>
#include <set>

#include "domain/retry/build_limit.hpp"

namespace bm::retry {
namespace {

using core::Duration;

constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
constexpr auto any_draw = std::numeric_limits<std::uint64_t>::max();

struct PauseCase {
    const char* what;
    Backoff backoff;
    std::int64_t attempt;
    std::uint64_t drawn;
    std::int64_t pause_ms;
};

Backoff plain(std::int64_t first, std::int64_t longest) {
    return {Duration{first}, Duration{longest}, 0};
}

Backoff shaken(std::int64_t first, std::int64_t longest, std::int64_t percent) {
    return {Duration{first}, Duration{longest}, percent};
}

TEST(Elsewhere, IsPreferredForTwoPausesForAnyArgument) {
    const auto any = Failure::machine;
    EXPECT_EQ(elsewhere(shaken(1000, 60000, 25), any, 1), Duration{2000});
    EXPECT_EQ(elsewhere(shaken(1000, 60000, 25), any, 3), Duration{8000});
    EXPECT_EQ(elsewhere(plain(1000, 60000), any, largest), Duration{120000});
    EXPECT_EQ(elsewhere(plain(largest, largest), any, largest), Duration{largest});
    EXPECT_EQ(elsewhere(plain(smallest, smallest), any, smallest), Duration{0});
}

TEST(Elsewhere, IsPreferredForLongWhereTheMachineIsInDoubt) {
    const auto doubt = Failure::doubtful;
    EXPECT_EQ(elsewhere(plain(1000, 60000), doubt, 1), Duration{120000});
    EXPECT_EQ(elsewhere(plain(largest, largest), doubt, 1), Duration{largest});
    EXPECT_EQ(elsewhere(plain(smallest, smallest), doubt, 1), Duration{0});
}

TEST(Elsewhere, IsNotForWhatWaitsForAWorkerWithNothingElseToDo) {
    EXPECT_TRUE(is_for_elsewhere(Failure::machine));
    EXPECT_TRUE(is_for_elsewhere(Failure::doubtful));
    EXPECT_FALSE(is_for_elsewhere(Failure::worker_death));
    EXPECT_FALSE(is_for_elsewhere(Failure::link));
}

TEST(Pause, DoublesUpToItsBoundForAnyArgument) {
    const PauseCase cases[] = {
        {"the first failure", plain(1000, 60000), 1, 0, 1000},
        {"the second", plain(1000, 60000), 2, 0, 2000},
        {"the third", plain(1000, 60000), 3, 0, 4000},
        {"the last below the bound", plain(1000, 60000), 6, 0, 32000},
        {"the first at the bound", plain(1000, 60000), 7, 0, 60000},
        {"attempt 0 counts as 1", plain(1000, 60000), 0, 0, 1000},
        {"a negative attempt counts as 1", plain(1000, 60000), -5, 0, 1000},
        {"the smallest attempt", plain(1000, 60000), smallest, 0, 1000},
        {"attempt 63", plain(1000, 60000), 63, 0, 60000},
        {"attempt 64", plain(1000, 60000), 64, 0, 60000},
        {"attempt 65", plain(1000, 60000), 65, 0, 60000},
        {"attempt 10^6", plain(1000, 60000), 1'000'000, 0, 60000},
        {"the largest attempt", plain(1000, 60000), largest, any_draw, 60000},
        {"no pause asked for", plain(0, 60000), 10, any_draw, 0},
        {"no pause at the largest attempt", plain(0, 60000), largest, 0, 0},
        {"a negative first pause", plain(-1, 60000), 3, 0, 0},
        {"a negative bound", plain(1000, -1), 3, 0, 0},
        {"a bound below the first pause", plain(1000, 10), 1, 0, 10},
        {"the largest bound, not reached", plain(1, largest), 3, 0, 4},
        {"the largest bound, reached", plain(1, largest), 64, 0, largest},
        {"the largest of all", plain(largest, largest), largest, any_draw, largest},
        {"the smallest of all", plain(smallest, smallest), smallest, 0, 0},
        {"jitter draws nothing", shaken(1000, 60000, 25), 1, 0, 1000},
        {"jitter draws its most", shaken(1000, 60000, 25), 1, 250, 1250},
        {"jitter wraps", shaken(1000, 60000, 25), 1, 251, 1000},
        {"jitter of 100 percent", shaken(1000, 60000, 100), 1, 1000, 2000},
        {"jitter above 100 percent", shaken(1000, 60000, 900), 1, 1000, 2000},
        {"negative jitter", shaken(1000, 60000, -7), 1, any_draw, 1000},
        {"jitter never passes the bound", shaken(1000, 1100, 50), 1, 100, 1100},
        {"jitter at the bound", shaken(1000, 60000, 25), 20, any_draw, 60000},
        {"jitter of the largest pause", shaken(largest, largest, 100), 1, any_draw, largest},
        {"jitter of the largest half", shaken(largest / 2, largest, largest), 1, 0, largest / 2},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        EXPECT_EQ(pause(c.backoff, c.attempt, c.drawn).count(), c.pause_ms);
    }
}

RC_GTEST_PROP(Pause, StaysWithinItsBounds,
              (std::int64_t first, std::int64_t longest, std::int64_t percent, std::int64_t attempt,
               std::uint64_t drawn)) {
    const auto result = pause(shaken(first, longest, percent), attempt, drawn).count();
    RC_ASSERT(result >= 0);
    RC_ASSERT(result <= std::max<std::int64_t>(longest, 0));
}

TEST(Classify, LeavesToTheBuildWhatMakeDecided) {
    EXPECT_EQ(classify(Failure::make), Blame::own);
    EXPECT_EQ(classify(Failure::guard), Blame::own);
}

TEST(Classify, BlamesTheMachineForTheRest) {
    for (const auto failure :
         {Failure::limit, Failure::signal, Failure::checkout, Failure::start, Failure::worker_death,
          Failure::link, Failure::no_result, Failure::store})
        EXPECT_EQ(classify(failure), Blame::machine);
    EXPECT_EQ(classify(Failure::machine), Blame::machine);
    EXPECT_EQ(classify(Failure::toolchain), Blame::toolchain);
    EXPECT_EQ(classify(Failure::doubtful), Blame::doubt);
}

struct VerdictCase {
    const char* what;
    Limits limits;
    std::int64_t failures;
    std::int64_t kills;
    const char* reason;  ///< part of it; nullptr: tried again
};

TEST(GivingUp, ComesAtTheLimitsAndSaysWhich) {
    const VerdictCase cases[] = {
        {"nothing happened", {}, 0, 0, nullptr},
        {"one failure", {}, 1, 0, nullptr},
        {"two failures", {}, 2, 0, nullptr},
        {"three failures", {}, 3, 0, "3 attempts failed"},
        {"one death", {}, 1, 1, nullptr},
        {"two deaths", {}, 2, 2, "2 workers died"},
        {"a death among three failures", {}, 3, 1, "3 attempts failed"},
        {"both limits at once", {}, 3, 2, "2 workers died"},
        {"a limit of one", {1, 2, 5}, 1, 0, "1 attempts"},
        {"a limit of zero counts as one", {0, 2, 5}, 1, 0, "1 attempts"},
        {"a limit of one death", {9, 1, 5}, 1, 1, "1 workers died"},
        {"a limit of no death counts as one", {9, 0, 5}, 1, 1, "1 workers died"},
        {"a limit of zero and nothing happened", {0, 0, 0}, 0, 0, nullptr},
        {"a negative limit", {-3, -3, -3}, 1, 0, "1 attempts"},
        {"no limit to speak of", {largest, largest, 5}, 1'000'000, 1'000'000, nullptr},
        {"the largest counts", {}, largest, largest, "workers died"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.what);
        const auto reason = reason_to_give_up(c.limits, {c.failures, c.kills, "the disk is full"});
        ASSERT_EQ(reason.has_value(), c.reason != nullptr);
        if (!reason) continue;
        EXPECT_NE(reason->find(c.reason), std::string::npos) << *reason;
        EXPECT_NE(reason->find("the disk is full"), std::string::npos) << *reason;
    }
}

TEST(History, SuspectsABuildAfterOneDeath) {
    History history;
    history.add(Failure::signal, "killed");
    EXPECT_FALSE(history.suspect());
    history.add(Failure::worker_death, "died");
    EXPECT_TRUE(history.suspect());
    EXPECT_EQ(history, (History{2, 1, "died"}));
}

TEST(History, DoesNotCountTheBuildsOwnFailures) {
    History history;
    history.add(Failure::make, "error 2");
    EXPECT_EQ(history, History{});
}

TEST(Doubt, IsConfirmedWhenEnoughTriesSayTheSame) {
    History history;
    for (int i = 0; i < 2; ++i) {
        history.add(Failure::doubtful, "ICE", "all of it");
        EXPECT_FALSE(is_confirmed({}, history));
        EXPECT_EQ(reason_to_give_up({}, history), std::nullopt);
    }
    history.add(Failure::doubtful, "ICE", "all of it");
    EXPECT_TRUE(is_confirmed({}, history));
    EXPECT_EQ(history.failures(), 3);
}

TEST(Doubt, EndsWithoutAnOutcomeWhenTriesDiffer) {
    History history;
    history.add(Failure::doubtful, "ICE here", "one");
    history.add(Failure::doubtful, "ICE there", "another");
    history.add(Failure::doubtful, "ICE there", "another");
    EXPECT_FALSE(is_confirmed({}, history));
    const auto reason = reason_to_give_up({}, history);
    ASSERT_TRUE(reason);
    EXPECT_NE(reason->find("each otherwise"), std::string::npos);
    EXPECT_NE(reason->find("ICE there"), std::string::npos);
}

TEST(Doubt, DoesNotUseUpTheTriesThatTheMachineCosts) {
    History history;
    history.add(Failure::doubtful, "ICE", "all of it");
    history.add(Failure::machine, "no room");
    history.add(Failure::machine, "no room");
    EXPECT_EQ(reason_to_give_up({}, history), std::nullopt);
    EXPECT_FALSE(is_confirmed({}, history));
    EXPECT_FALSE(is_confirmed({0, 0, 0, 0}, History{}));
}

TEST(BuildLimit, FollowsWhatTheBoardTookBefore) {
    using namespace std::chrono_literals;
    EXPECT_EQ(build_limit(std::nullopt), 6h);
    EXPECT_EQ(build_limit(3s), 20min) << "a machine may be slow, or busy";
    EXPECT_EQ(build_limit(5min), 50min);
    EXPECT_EQ(build_limit(24h), 6h);
    // A history is a file, and may hold any number: ten times the largest was none at all.
    EXPECT_EQ(build_limit(Duration{largest}), 6h);
    EXPECT_EQ(build_limit(Duration{-1}), 20min);
}

TEST(FailureWords, AreAllDifferent) {
    std::set<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(Failure::store); ++i)
        words.insert(word(static_cast<Failure>(i)));
    EXPECT_EQ(words.size(), static_cast<std::size_t>(Failure::store) + 1);
    EXPECT_FALSE(words.contains("unknown"));
}

}  // namespace
}  // namespace bm::retry
