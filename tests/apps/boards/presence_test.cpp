// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/presence.hpp"

#include <gtest/gtest.h>

namespace bm::app::engine {
namespace {

using Files = std::set<std::string>;

/// Commits are "0", "1", ...; a file that is there says in which commits it was changed by its
/// name.
class FakeSource final : public ports::SourceTree {
  public:
    std::vector<Files> commits;
    core::Expected<std::vector<ports::Coming>> added_and_deleted(std::string_view from,
                                                                 std::string_view to) override {
        std::vector<ports::Coming> files;
        for (const auto& path : at(from))
            if (!at(to).contains(path)) files.push_back({path, false});
        for (const auto& path : at(to))
            if (!at(from).contains(path)) files.push_back({path, true});
        return files;
    }
    core::Expected<std::string> file(std::string_view, std::string_view) override {
        return unused();
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

TEST(Presence, FollowsABoardThatGoesAndComesBack) {
    FakeSource source;
    source.commits = {{"configs/a_defconfig"}, {}, {"configs/a_defconfig"}, {}};
    EXPECT_EQ(find(source).absent.at("a"), (std::set<std::size_t>{1, 3}));
    EXPECT_EQ(find(source).gone.at("a"), 2u);
}

TEST(Presence, OfAnExtendedBoardIsThatOfItsBaseAndItsFragments) {
    FakeSource source;
    source.commits = {{"configs/a_defconfig", "configs/sub/y.config"},
                      {"configs/a_defconfig", "configs/x.config"},
                      {"configs/x.config"}};
    const auto presence = find(source);
    board::Board plain, extended;
    plain.target = extended.base = "a";
    extended.target = "ex,a";
    extended.fragments = {"x", "y"};
    EXPECT_EQ(lacking(presence, plain), (std::set<std::size_t>{2}));
    EXPECT_EQ(lacking(presence, extended), (std::set<std::size_t>{0, 2}));
}

TEST(Presence, OfOneCommitIsNothing) {
    FakeSource source;
    source.commits = {{"configs/a_defconfig"}};
    EXPECT_TRUE(find(source).absent.empty());
}

}  // namespace
}  // namespace bm::app::engine
