// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/git/private_repository.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "adapters/git/worktrees.hpp"
#include "tests/support/git/repository.hpp"

namespace bm::tests {
namespace {

using adapters::git::PrivateRepository;
using adapters::git::Worktrees;

class PrivateRepositoryTest : public testing::Test {
  protected:
    void SetUp() override {
        first = user.commit("a.c", "1\n", "First");
        second = user.commit("b.c", "2\n", "Second");
        before = state();
        ASSERT_TRUE(ours.borrow(user.directory()));
        ASSERT_TRUE(ours.hold("c1", {first, second}));
    }

    /// Everything of the user's repository that bm must leave alone.
    std::string state() {
        return user.git({"for-each-ref"}) + user.git({"worktree", "list"}) +
               user.git({"status", "--porcelain"}) + read(user.directory() + "/.git/index");
    }

    TempDir temp;
    Repository user{temp / "user"};
    std::string first, second, before;
    PrivateRepository ours{user.program(), temp / "work"};
    Worktrees worktrees{user.program(), temp / "work"};
};

TEST_F(PrivateRepositoryTest, ChecksOutHeldCommitsAndLeavesTheUsersRepositoryAlone) {
    ASSERT_TRUE(worktrees.prepare(0));
    const auto out = worktrees.check_out(0, second);
    ASSERT_TRUE(out) << out.error().message;
    EXPECT_TRUE(out->fresh);
    EXPECT_EQ(read(worktrees.source_directory(0) + "/b.c"), "2\n");
    EXPECT_EQ(state(), before);
}

TEST_F(PrivateRepositoryTest, SetsApartTheTagsThatDescribeTheSeries) {
    user.git({"tag", "v1", first});
    user.git({"tag", "-a", "-m", "Two", "v2", second});
    user.git({"tag", "other", user.git({"commit-tree", "-m", "Aside", first + "^{tree}"})});
    ASSERT_TRUE(ours.borrow(user.directory()));
    const auto apart = [&](const char* format) {
        return *user.program().line(temp / "work", {"for-each-ref", format, "refs/bm"});
    };
    for (int twice = 0; twice < 2; ++twice) {
        ASSERT_TRUE(ours.share("c1"));
        EXPECT_EQ(apart("--format=%(refname)"),
                  "refs/bm/c1/tags/v1\nrefs/bm/c1/tags/v2\nrefs/bm/c1/tip");
    }
    EXPECT_EQ(apart("--format=%(objecttype)"), "commit\ntag\ncommit") << "as they are";
    ASSERT_TRUE(ours.hold("c1", {first}));
    ASSERT_TRUE(ours.share("c1"));
    EXPECT_EQ(apart("--format=%(refname)"), "refs/bm/c1/tags/v1\nrefs/bm/c1/tip");
    user.git({"tag", "-d", "v1"});
    user.git({"tag", "v1/x", first});
    ASSERT_TRUE(ours.borrow(user.directory()));
    ASSERT_TRUE(ours.share("c1"));
    EXPECT_EQ(apart("--format=%(refname)"), "refs/bm/c1/tags/v1/x\nrefs/bm/c1/tip");
    ASSERT_TRUE(ours.release("c1"));
    EXPECT_EQ(apart("--format=%(refname)"), "");
}

TEST_F(PrivateRepositoryTest, SaysWhatACheckoutChanged) {
    ASSERT_TRUE(worktrees.prepare(0));
    ASSERT_TRUE(worktrees.check_out(0, first));
    const auto out = worktrees.check_out(0, second);
    ASSERT_TRUE(out);
    EXPECT_FALSE(out->fresh);
    EXPECT_EQ(out->changed, std::vector<std::string>{"b.c"});
}

TEST_F(PrivateRepositoryTest, MendsAFileThatABuildChangedAndSaysSo) {
    ASSERT_TRUE(worktrees.prepare(0));
    ASSERT_TRUE(worktrees.check_out(0, first));
    write(worktrees.source_directory(0) + "/a.c", "scribbled\n");
    write(worktrees.source_directory(0) + "/untracked", "x\n");
    const auto out = worktrees.check_out(0, second);
    ASSERT_TRUE(out);
    EXPECT_NE(std::ranges::find(out->changed, "a.c"), out->changed.end());
    EXPECT_EQ(read(worktrees.source_directory(0) + "/a.c"), "1\n");
    EXPECT_FALSE(fs::exists(worktrees.source_directory(0) + "/untracked"));
}

TEST_F(PrivateRepositoryTest, KeepsTheBuildDirectoryOfASlot) {
    ASSERT_TRUE(worktrees.prepare(0));
    ASSERT_TRUE(worktrees.check_out(0, first));
    write(worktrees.source_directory(0) + "/build/x.o", "o\n");
    ASSERT_TRUE(worktrees.check_out(0, second));
    EXPECT_TRUE(fs::exists(worktrees.source_directory(0) + "/build/x.o"));
}

TEST_F(PrivateRepositoryTest, DatesWhatItWritesLaterThanTheEndOfTheLastBuild) {
    ASSERT_TRUE(worktrees.prepare(0));
    ASSERT_TRUE(worktrees.check_out(0, first));
    const auto object = worktrees.source_directory(0) + "/build/b.o";
    write(object, "o\n");
    worktrees.mark_build_end(0);
    const auto out = worktrees.check_out(0, second);
    ASSERT_TRUE(out);
    EXPECT_FALSE(out->clock_behind);
    EXPECT_GT(fs::last_write_time(worktrees.source_directory(0) + "/b.c"),
              fs::last_write_time(object));
}

TEST_F(PrivateRepositoryTest, NoticesAClockThatWasSetBack) {
    ASSERT_TRUE(worktrees.prepare(0));
    ASSERT_TRUE(worktrees.check_out(0, first));
    worktrees.mark_build_end(0);
    fs::last_write_time(temp / "work/.bm-work/.00.built",
                        fs::file_time_type::clock::now() + std::chrono::hours(1));
    const auto out = worktrees.check_out(0, second);
    ASSERT_TRUE(out);
    EXPECT_TRUE(out->clock_behind);
}

TEST_F(PrivateRepositoryTest, NoticesAClockThatWasSetBackWhileABuildRan) {
    ASSERT_TRUE(worktrees.prepare(0));
    ASSERT_TRUE(worktrees.check_out(0, second));
    fs::last_write_time(temp / "work/.bm-work/.00.now",
                        fs::file_time_type::clock::now() + std::chrono::hours(1));
    worktrees.mark_build_end(0);
    const auto out = worktrees.check_out(0, first);
    ASSERT_TRUE(out);
    EXPECT_TRUE(out->clock_behind);
}

// Make said of each build that it may be incomplete, or remade a makefile's include without end.
TEST_F(PrivateRepositoryTest, LeavesNothingFromTheFutureWhenTheClockWasSetBack) {
    ASSERT_TRUE(worktrees.prepare(0));
    ASSERT_TRUE(worktrees.check_out(0, first));
    worktrees.mark_build_end(0);
    const auto now = fs::file_time_type::clock::now();
    const fs::path source = worktrees.source_directory(0);
    fs::create_symlink("/nowhere", source / "build");
    for (const auto& path : {fs::path(temp / "work/.bm-work/.00.built"), source / "a.c"})
        fs::last_write_time(path, now + std::chrono::hours(1));
    const auto older = fs::last_write_time(source / ".git");
    ASSERT_TRUE(worktrees.check_out(0, first));
    EXPECT_LT(fs::last_write_time(source / "a.c"), now + std::chrono::minutes(1));
    EXPECT_EQ(fs::last_write_time(source / ".git"), older) << "it was not younger";
}

TEST_F(PrivateRepositoryTest, ReusesAWorktreeWithAStaleLock) {
    ASSERT_TRUE(worktrees.prepare(0));
    ASSERT_TRUE(worktrees.check_out(0, first));
    write(temp / "work/.git/worktrees/00/index.lock", "");
    ASSERT_TRUE(worktrees.prepare(0));
    const auto out = worktrees.check_out(0, second);
    ASSERT_TRUE(out) << out.error().message;
    EXPECT_FALSE(out->fresh);
}

TEST_F(PrivateRepositoryTest, ReplacesAWorktreeWhoseGitdirIsGone) {
    ASSERT_TRUE(worktrees.prepare(0));
    fs::remove_all(temp / "work/.git/worktrees/00");
    ASSERT_TRUE(worktrees.prepare(0));
    EXPECT_TRUE(worktrees.check_out(0, first));
}

TEST_F(PrivateRepositoryTest, ReplacesACloneThatLiesInASlotsPlace) {
    Repository other(temp / "work/.bm-work/00");
    ASSERT_TRUE(worktrees.prepare(0));
    EXPECT_TRUE(worktrees.check_out(0, first));
}

TEST_F(PrivateRepositoryTest, ServesSeveralSlotsAtOnce) {
    std::vector<std::thread> slots;
    std::vector<int> good(4);
    for (int slot = 0; slot < 4; ++slot)
        slots.emplace_back([&, slot] {
            good[static_cast<std::size_t>(slot)] =
                worktrees.prepare(slot) && worktrees.check_out(slot, slot % 2 ? first : second);
        });
    for (auto& slot : slots) slot.join();
    EXPECT_EQ(good, (std::vector<int>{1, 1, 1, 1}));
}

TEST_F(PrivateRepositoryTest, RefusesWhatIsNoCommit) {
    ASSERT_TRUE(worktrees.prepare(0));
    EXPECT_FALSE(worktrees.check_out(0, "main"));
    EXPECT_FALSE(worktrees.check_out(0, std::string(40, 'a')));
}

TEST_F(PrivateRepositoryTest, TakesTheTagsThatVersionStringsNeed) {
    user.git({"tag", "-a", "-m", "t", "v1", first});
    ASSERT_TRUE(ours.borrow(user.directory()));
    ASSERT_TRUE(worktrees.prepare(0));
    ASSERT_TRUE(worktrees.check_out(0, second));
    const auto name = user.program().line(worktrees.source_directory(0), {"describe"});
    EXPECT_EQ(name.value_or("?").substr(0, 6), "v1-1-g");
    user.git({"tag", "-d", "v1"});
    ASSERT_TRUE(ours.borrow(user.directory()));
    EXPECT_FALSE(user.program().line(worktrees.source_directory(0), {"describe"}));
}

TEST_F(PrivateRepositoryTest, ReleasesItsRefs) {
    ASSERT_TRUE(ours.release("c1"));
    EXPECT_EQ(user.program().line(temp / "work", {"for-each-ref", "refs/bm"}).value_or("?"), "");
}

TEST_F(PrivateRepositoryTest, SnapshotOfACleanTreeIsHead) {
    EXPECT_EQ(ours.snapshot(user.directory(), {}).value_or("?"), second);
}

TEST_F(PrivateRepositoryTest, SnapshotHoldsChangedNewAndRemovedFilesButNoIgnoredOnes) {
    write(user.directory() + "/.gitignore", "*.bin\n");
    write(user.directory() + "/a.c", "changed\n");
    write(user.directory() + "/new.c", "new\n");
    write(user.directory() + "/blob.bin", "blob\n");
    fs::remove(user.directory() + "/b.c");
    const auto dirty = state();
    const auto hash = ours.snapshot(user.directory(), {});
    ASSERT_TRUE(hash) << hash.error().message;
    EXPECT_EQ(ours.snapshot(user.directory(), {}).value_or("?"), *hash)
        << "same files, same commit";
    ASSERT_TRUE(ours.hold("c2", {*hash}));
    ASSERT_TRUE(worktrees.prepare(0));
    ASSERT_TRUE(worktrees.check_out(0, *hash));
    const auto slot = worktrees.source_directory(0);
    EXPECT_EQ(read(slot + "/a.c"), "changed\n");
    EXPECT_EQ(read(slot + "/new.c"), "new\n");
    EXPECT_FALSE(fs::exists(slot + "/b.c"));
    EXPECT_FALSE(fs::exists(slot + "/blob.bin"));
    EXPECT_EQ(state(), dirty);
}

TEST_F(PrivateRepositoryTest, BorrowsFromAShallowClone) {
    Repository outer(temp / "outer");
    outer.git({"-c", "protocol.file.allow=always", "clone", "-q", "--depth=1",
               "file://" + user.directory(), temp / "shallow"});
    PrivateRepository other(user.program(), temp / "work2");
    ASSERT_TRUE(other.borrow(temp / "shallow"));
    ASSERT_TRUE(other.hold("c", {second}));
    Worktrees slots(user.program(), temp / "work2");
    ASSERT_TRUE(slots.prepare(0));
    EXPECT_TRUE(slots.check_out(0, second));
    const auto missing = other.hold("c", {first});
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("git fetch --unshallow"), std::string::npos);
}

TEST_F(PrivateRepositoryTest, RefusesAWorkDirectoryOfAnotherObjectFormat) {
    Repository other(temp / "sha256", {"--object-format=sha256"});
    other.commit("a", "1\n", "First");
    EXPECT_FALSE(ours.borrow(other.directory()));
}

}  // namespace
}  // namespace bm::tests
