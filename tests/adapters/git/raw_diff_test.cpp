// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/raw_diff.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/git/worktrees.hpp"
#include "tests/support/git/repository.hpp"
#include "tests/support/temp_dir.hpp"

namespace bm::tests {
namespace {

using evidence::Change;
using What = Change::What;
using testing::UnorderedElementsAre;

TEST(HowTreesDiffer, IsSaidForEachPathThatCameWentOrChanged) {
    TempDir folder;
    const auto top = folder.path() + "/src";
    Repository repository(top);
    write(top + "/stays", "1");
    write(top + "/goes", "some words that git takes for those of the one that comes");
    write(top + "/runs", "3");
    write(top + "/becomes link", "4");
    write(top + "/gone/deep/file", "5");
    const auto one = repository.commit("changes", "6", "one");
    fs::rename(top + "/goes", top + "/comes");
    fs::permissions(top + "/runs", fs::perms::owner_exec, fs::perm_options::add);
    fs::remove(top + "/becomes link");
    fs::create_symlink("stays", top + "/becomes link");
    fs::remove_all(top + "/gone");
    write(top + "/new/file", "7");
    const auto two = repository.commit("changes", "8", "two");

    PlainRunner runner;
    const adapters::git::Program git(runner, git_environment());
    adapters::git::Worktrees worktrees(git, top);
    const auto changes = worktrees.compare(one, two);
    ASSERT_TRUE(changes) << changes.error().message;
    EXPECT_THAT(changes->changes,
                UnorderedElementsAre(
                    Change{What::modified, "changes"}, Change{What::removed, "goes"},
                    Change{What::added, "comes"}, Change{What::modified, "runs"},
                    Change{What::removed, "becomes link"},
                    Change{What::added, "becomes link", true}, Change{What::removed, "gone"},
                    Change{What::removed, "gone/deep"}, Change{What::removed, "gone/deep/file"},
                    Change{What::added, "new"}, Change{What::added, "new/file"}));
    EXPECT_TRUE(changes->versions_alike);
    EXPECT_TRUE(worktrees.compare(one, one)->changes.empty());
    repository.git({"tag", "-a", "-m", "it", "v1", two});
    EXPECT_FALSE(worktrees.compare(one, two)->versions_alike);
    EXPECT_FALSE(worktrees.compare(one, std::string(40, '0')));
    EXPECT_FALSE(worktrees.compare("--output=/x", one));
}

TEST(HowTreesDiffer, IsAnErrorWhereGitIsNotUnderstood) {
    EXPECT_FALSE(adapters::git::changes_of(std::string("fatal: no\0such thing\0", 21)));
    EXPECT_TRUE(adapters::git::changes_of("")->empty());
}

}  // namespace
}  // namespace bm::tests
