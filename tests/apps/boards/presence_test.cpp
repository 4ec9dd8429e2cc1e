// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/presence.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace bm::app::engine {
namespace {

using Files = std::set<std::string>;

/// Commits are "0", "1", ...; a file that is there says in which commits it was changed by its
/// name.
class FakeSource final : public ports::SourceTree {
  public:
    std::vector<Files> commits;
    bool bytes_are_missing = false;

    core::Expected<std::string> file(std::string_view commit, std::string_view path) override {
        const auto there = at(commit).contains(std::string(path));
        if (there && !bytes_are_missing) return std::string();
        return core::fail(there ? core::ErrorKind::environment : core::ErrorKind::not_found,
                          "no bytes");
    }
    core::Expected<std::vector<std::string>> changed_paths(std::string_view from,
                                                           std::string_view to) override {
        std::vector<std::string> paths;
        std::ranges::set_symmetric_difference(at(from), at(to), std::back_inserter(paths));
        return paths;
    }
    core::Expected<std::string> resolve(std::string_view) override { return unused(); }
    core::Expected<std::optional<std::string>> upstream_of(std::string_view) override {
        return unused();
    }
    core::Expected<std::vector<ports::Commit>> range(std::string_view, std::string_view,
                                                     std::size_t) override {
        return unused();
    }
    core::Expected<ports::Commit> commit(std::string_view) override { return unused(); }
    core::Expected<std::vector<ports::BranchTip>> branch_tips() override { return unused(); }

  private:
    static tl::unexpected<core::Error> unused() {
        return core::fail(core::ErrorKind::internal, "not asked for");
    }
    const Files& at(std::string_view commit) const {
        return commits.at(static_cast<std::size_t>(std::stoi(std::string(commit))));
    }
};

Presence find(FakeSource source) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < source.commits.size(); ++i) names.push_back(std::to_string(i));
    return find_presence(source, names).value();
}

FakeSource moves() {
    FakeSource source;
    source.commits = {{"configs/old_defconfig", "configs/stays_defconfig", "README"},
                      {"configs/old_defconfig", "configs/stays_defconfig", "configs/new_defconfig"},
                      {"configs/stays_defconfig", "configs/new_defconfig"}};
    return source;
}

TEST(Presence, TellsAtWhichCommitsABoardIsNotThere) {
    const auto presence = find(moves());
    EXPECT_EQ(presence.absent,
              (std::map<std::string, std::set<std::size_t>>{{"new", {0}}, {"old", {2}}}));
    EXPECT_EQ(presence.gone, (std::map<std::string, std::size_t>{{"old", 1}}));
}

TEST(Presence, TakesABoardThatMovedToAnotherFolderForThere) {
    FakeSource source;
    source.commits = {{"configs/a_defconfig"}, {"configs/sub/a_defconfig"}};
    EXPECT_TRUE(find(source).absent.empty());
}

TEST(Presence, TakesABoardForThereWhoseBytesAPartialCloneLacks) {
    auto source = moves();
    source.bytes_are_missing = true;
    EXPECT_EQ(find(source).absent, find(moves()).absent);
}

TEST(Presence, OfOneCommitIsNothing) {
    FakeSource source;
    source.commits = {{"configs/a_defconfig"}};
    EXPECT_TRUE(find(source).absent.empty());
}

}  // namespace
}  // namespace bm::app::engine
