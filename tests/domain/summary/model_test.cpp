// SPDX-License-Identifier: GPL-2.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "domain/summary/board_story.hpp"
#include "tests/domain/summary/farm.hpp"

namespace bm::summary::test {
namespace {

using result::BuildState;

/// One of a few builds that differ in every aspect.
Files drawn(int which) {
    switch (which) {
        case 0:
            return with_sizes(build(0), 100);
        case 1:
            return with_sizes(build(0, "a.c:1: warning: no\n"), 120);
        case 2:
            return build(2, "a.c:1: error: no\n");
        case 3: {
            auto files = with_sizes(build(0), 100);
            files.configuration["u-boot.cfg"] = "#define CONFIG_A 1\n";
            files.lines = "a.c: 1-7\n";
            files.environment = "a=1";
            files.functions["u-boot"] = "10 T f\n";
            return files;
        }
        case 4: {
            auto files = with_sizes(build(0, "a.c:7: warning: no\n"), 100);
            files.configuration["u-boot.cfg"] = "#define CONFIG_B 1\n";
            files.lines = "a.c: 1-7,9\n";
            files.environment = "a=2";
            files.functions["u-boot"] = "20 t f\n";
            files.statics["u-boot"] = "a.c: f=20\n";
            return files;
        }
        case 6: {
            auto files = build(0);
            files.configuration["u-boot.cfg"] = "#define CONFIG_A 1\n";
            files.configuration["u-boot-spl.cfg"] = "#define CONFIG_A 1\n";
            return files;
        }
        case 7: {
            auto files = build(0);
            files.configuration["u-boot-spl.cfg"] = "#define CONFIG_B 1\n";
            return files;
        }
        default:
            return {};
    }
}

struct Step {
    std::size_t board;
    std::size_t commit;
    int which;
};

std::vector<Step> a_campaign() {
    std::vector<Step> steps;
    for (std::size_t b = 0; b < 3; ++b)
        for (std::size_t c = 0; c < 6; ++c) steps.push_back({b, c, *rc::gen::inRange(0, 8)});
    return steps;
}

void expect_same(const Farm& a, const Farm& b) {
    for (std::size_t c = 0; c < 6; ++c) {
        RC_ASSERT(a.model.differences(c) == b.model.differences(c));
        RC_ASSERT(a.view(c) == b.view(c));
        for (const auto state :
             {BuildState::ok, BuildState::warned, BuildState::failed, BuildState::unknown})
            RC_ASSERT(a.model.count(c, state) == b.model.count(c, state));
    }
}

RC_GTEST_PROP(Model, DoesNotDependOnTheOrderOfOutcomes, ()) {
    const auto steps = a_campaign();
    Farm in_order({"x", "y", "z"}, 6), otherwise({"x", "y", "z"}, 6);
    for (const auto& step : steps) in_order.put(step.board, step.commit, drawn(step.which));
    std::vector<std::size_t> order(steps.size());
    std::iota(order.begin(), order.end(), 0u);
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[*rc::gen::inRange<std::size_t>(0, i)]);
    for (const auto i : order)
        otherwise.put(steps[i].board, steps[i].commit, drawn(steps[i].which));
    expect_same(in_order, otherwise);
}

RC_GTEST_PROP(Model, ForgetsAnOutcomeThatIsReplaced, ()) {
    const auto steps = a_campaign();
    Farm fresh({"x", "y", "z"}, 6), replaced({"x", "y", "z"}, 6);
    for (const auto& step : steps) fresh.put(step.board, step.commit, drawn(step.which));
    for (const auto& step : a_campaign()) {
        if (step.which == 5)
            replaced.model.set_absent(step.board, step.commit);
        else
            replaced.put(step.board, step.commit, drawn(step.which));
    }
    for (const auto& step : steps) replaced.put(step.board, step.commit, drawn(step.which));
    expect_same(fresh, replaced);
}

TEST(Model, ComparesWithTheLastKnownBuild) {
    Farm farm({"x"}, 3);
    farm.put(0, 0, with_sizes(build(0), 100));
    farm.put(0, 2, with_sizes(build(0), 130));
    ASSERT_TRUE(farm.model.differences(1).empty());
    const auto& difference = farm.model.differences(2).at(0);
    EXPECT_TRUE(difference.sizes);
    EXPECT_FALSE(difference.state);
    EXPECT_EQ(difference.bases.sizes, 0u);
}

/// A build with these files of configuration.
Files configured(const std::map<std::string, std::string>& configuration) {
    auto files = build(0);
    files.configuration = configuration;
    return files;
}

// It was compared with the build before, which has no such file: all of it seemed new.
TEST(Model, ComparesAConfigurationFileWithTheLastBuildThatHasIt) {
    const std::string main = "#define CONFIG_A 1\n";
    Farm farm({"x"}, 3);
    farm.put(0, 0, configured({{"u-boot.cfg", main}, {"u-boot-spl.cfg", "#define CONFIG_S 1\n"}}));
    farm.put(0, 1, configured({{"u-boot.cfg", main}}));
    farm.put(0, 2, configured({{"u-boot.cfg", main}, {"u-boot-spl.cfg", "#define CONFIG_S 2\n"}}));
    EXPECT_TRUE(farm.view(1).configuration.empty());
    const ValuesChange change{{}, {}, {{"CONFIG_S", "1 -> 2"}}};
    EXPECT_EQ(farm.view(2).configuration.at(0).files,
              (std::vector<FileChange>{{"u-boot-spl.cfg", change}, {"all", change}}));
    EXPECT_EQ(farm.model.differences(2).at(0).bases.configuration, 1u);
}

TEST(Model, SaysNothingOfAConfigurationFileThatIsAsBeforeItWasGone) {
    const std::string main = "#define CONFIG_A 1\n", spl = "#define CONFIG_S 1\n";
    Farm farm({"x"}, 3);
    farm.put(0, 0, configured({{"u-boot.cfg", main}, {"u-boot-spl.cfg", spl}}));
    farm.put(0, 1, configured({{"u-boot.cfg", main}}));
    farm.put(0, 2, configured({{"u-boot.cfg", main}, {"u-boot-spl.cfg", spl}}));
    EXPECT_TRUE(farm.model.differences(2).empty());
}

TEST(Model, ShowsAConfigurationFileThatNoBuildHadBeforeAsNew) {
    Farm farm({"x"}, 2);
    farm.put(0, 0, configured({{"u-boot.cfg", "#define CONFIG_A 1\n"}}));
    farm.put(0, 1,
             configured({{"u-boot.cfg", "#define CONFIG_A 1\n"},
                         {"u-boot-spl.cfg", "#define CONFIG_S 1\n"}}));
    EXPECT_EQ(farm.view(1).configuration.at(0).files.at(0).change,
              (ValuesChange{{{"CONFIG_S", "1"}}, {}, {}}));
}

TEST(Model, ComparesSizesAcrossABuildThatFailed) {
    Farm farm({"x"}, 3);
    farm.put(0, 0, with_sizes(build(0), 100));
    farm.put(0, 1, build(2, "a.c:1: error: no\n"));
    farm.put(0, 2, with_sizes(build(0), 116));
    EXPECT_EQ(farm.view(2).sizes.at(0).sums, (SizeChange{{"all", 16}, {"text", 16}}));
}

TEST(BoardStory, SaysWhatBrokeABoardAndWhatMendedIt) {
    Farm farm({"x"}, 7);
    const std::vector<int> codes = {2, 0, -2, 2, 2, 0, 2};
    for (std::size_t c = 0; c < codes.size(); ++c)
        if (codes[c] >= 0) farm.put(0, c, build(codes[c]));
    EXPECT_EQ(failures_of(farm.model, 0),
              (std::vector<Failure>{{0, std::nullopt, 1}, {3, 1, 5}, {6, 5, std::nullopt}}));
}

TEST(Model, CountsOnlyBoardsThatAreThere) {
    Farm farm({"x", "y"}, 1);
    EXPECT_EQ(farm.model.count(0, BuildState::unknown), 2u);
    farm.model.set_absent(1, 0);
    EXPECT_EQ(farm.model.count(0, BuildState::unknown), 1u);
    farm.put(1, 0, build(0));
    EXPECT_EQ(farm.model.count(0, BuildState::ok), 1u);
}

}  // namespace
}  // namespace bm::summary::test
