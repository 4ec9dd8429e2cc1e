// SPDX-License-Identifier: GPL-2.0-or-later
// What every adapter of ports::SourceTree promises.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "ports/source_tree.hpp"
#include "tests/support/git/repository.hpp"

namespace bm::tests {

using OpenSource = std::function<std::unique_ptr<ports::SourceTree>(const Repository&)>;

class SourceTreeContract : public testing::TestWithParam<OpenSource> {
  protected:
    void SetUp() override {
        first = repository.commit("a", "1\n", "First: words");
        second = repository.commit("dir/b", "2\n", "Second");
        repository.git({"branch", "topic"});
        third = repository.commit("a", "3\n", "Third");
        source = GetParam()(repository);
        ASSERT_NE(source, nullptr);
    }

    TempDir temp;
    Repository repository{temp / "r"};
    std::string first, second, third;
    std::unique_ptr<ports::SourceTree> source;
};

TEST_P(SourceTreeContract, ResolvesBranchesHashesAndAncestors) {
    EXPECT_EQ(source->resolve("main").value_or("?"), third);
    EXPECT_EQ(source->resolve(second).value_or("?"), second);
    EXPECT_EQ(source->resolve("HEAD~2").value_or("?"), first);
}

TEST_P(SourceTreeContract, NamesTheRevisionItDoesNotFind) {
    const auto found = source->resolve("nowhere");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, core::ErrorKind::not_found);
    EXPECT_NE(found.error().message.find("'nowhere'"), std::string::npos);
}

TEST_P(SourceTreeContract, RefusesARevisionThatLooksLikeAnOption) {
    EXPECT_FALSE(source->resolve("--all"));
    EXPECT_FALSE(source->resolve(""));
    EXPECT_FALSE(source->resolve("main\nHEAD"));
}

TEST_P(SourceTreeContract, ListsARangeOldestFirst) {
    const auto range = source->range(first, "main", 0);
    ASSERT_TRUE(range);
    ASSERT_EQ(range->size(), 2u);
    EXPECT_EQ((*range)[0].hash, second);
    EXPECT_EQ((*range)[1].hash, third);
    EXPECT_EQ((*range)[1].subject, "Third");
    EXPECT_GT((*range)[1].committer_time, 1'000'000'000);
}

TEST_P(SourceTreeContract, KeepsTheNewestOfALimitedRange) {
    const auto range = source->range("", "main", 2);
    ASSERT_TRUE(range);
    ASSERT_EQ(range->size(), 2u);
    EXPECT_EQ(range->front().hash, second);
}

TEST_P(SourceTreeContract, SaysThatABranchFollowsNothing) {
    const auto upstream = source->upstream_of("topic");
    ASSERT_TRUE(upstream);
    EXPECT_EQ(*upstream, std::nullopt);
}

TEST_P(SourceTreeContract, NamesTheUpstreamOfABranch) {
    repository.git({"branch", "-q", "--set-upstream-to=main", "topic"});
    const auto upstream = GetParam()(repository)->upstream_of("topic");
    ASSERT_TRUE(upstream);
    EXPECT_EQ(*upstream, "main");
}

TEST_P(SourceTreeContract, ListsBranchTipsByName) {
    const auto tips = source->branch_tips();
    ASSERT_TRUE(tips);
    EXPECT_EQ(*tips, (std::vector<ports::BranchTip>{{"main", third}, {"topic", second}}));
}

TEST_P(SourceTreeContract, ReadsFilesAtACommit) {
    EXPECT_EQ(source->file(first, "a").value_or("?"), "1\n");
    EXPECT_EQ(source->file("main", "dir/b").value_or("?"), "2\n");
    const auto absent = source->file(first, "dir/b");
    ASSERT_FALSE(absent);
    EXPECT_EQ(absent.error().kind, core::ErrorKind::not_found);
}

TEST_P(SourceTreeContract, ListsFilesThatOnlyOneOfTwoCommitsHas) {
    EXPECT_EQ(source->added_and_deleted(first, third).value(),
              (std::vector<ports::Coming>{{"dir/b", true}}));
    EXPECT_EQ(source->added_and_deleted(third, first).value(),
              (std::vector<ports::Coming>{{"dir/b", false}}));
    EXPECT_TRUE(source->added_and_deleted(second, third)->empty());
}

}  // namespace bm::tests
