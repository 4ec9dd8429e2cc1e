// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/paths.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace bm::result {
namespace {

const std::string hash_a(40, 'a');
const std::string hash_b(40, 'b');

TEST(CommitFolder, HasTwoDigitsTheHashAndTwentyCharactersOfTheSubject) {
    EXPECT_EQ(commit_folder(0, hash_a, "arm: qemu/virt: add a very long thing"),
              "01_g" + hash_a + "_arm--qemu-virt--add-");
    EXPECT_EQ(commit_folder(98, hash_a, ""), "99_g" + hash_a + "_");
    EXPECT_EQ(commit_folder(99, hash_a, "x"), "100_g" + hash_a + "_x");
}

TEST(CommitFolder, CountsCharactersNotBytes) {
    EXPECT_EQ(commit_folder(0, "ab", "\xc3\xa9\xc3\xa9" + std::string(30, 'x')),
              "01_gab_\xc3\xa9\xc3\xa9" + std::string(18, 'x'));
}

RC_GTEST_PROP(CommitFolder, IsRecognisedAndCannotLeaveItsParent, (const std::string& subject)) {
    const auto name = commit_folder(*rc::gen::inRange(0, 2000), hash_a, subject);
    RC_ASSERT(hash_in_folder(name) == hash_a);
    RC_ASSERT(name.find('/') == std::string::npos);
    RC_ASSERT(name.find('\0') == std::string::npos);
}

TEST(HashInFolder, IsFoundInNothingElse) {
    for (const char* name : {"", "current", "01", "01_g", "01_gabc", "01_gxyz_a", "_gabc_a",
                             "01-gabc_a", "01_abc_a", "configs", ".bm-work", "01_g_a"})
        EXPECT_EQ(hash_in_folder(name), std::nullopt) << name;
}

TEST(BranchFolder, HasNoSlashesAndIsNeverAParent) {
    EXPECT_EQ(branch_folder("us/next"), "us_next");
    EXPECT_EQ(branch_folder(".."), "_..");
    EXPECT_EQ(branch_folder("a..b"), "a..b");
}

TEST(FolderPlan, RemovesCommitsThatAreNotWantedAndNothingElse) {
    const auto old = commit_folder(0, hash_a, "old");
    const auto kept = commit_folder(0, hash_b, "kept");
    const auto plan = plan_folders({old, kept, "current", "boards.cfg", ".bm-work"}, {kept});
    EXPECT_EQ(plan, (FolderPlan{{}, {old}}));
}

TEST(FolderPlan, RenamesACommitWhoseNumberMoved) {
    const auto plan =
        plan_folders({commit_folder(4, hash_a, "x")}, {commit_folder(0, hash_a, "x")});
    EXPECT_EQ(plan,
              (FolderPlan{{{commit_folder(4, hash_a, "x"), commit_folder(0, hash_a, "x")}}, {}}));
}

TEST(FolderPlan, LeavesASecondFolderOfAWantedCommitAlone) {
    const auto wanted = commit_folder(0, hash_a, "x");
    EXPECT_EQ(plan_folders({wanted, commit_folder(4, hash_a, "x")}, {wanted}), FolderPlan{});
}

TEST(FolderPlan, FindsAPlaceForEachTimeACommitIsWanted) {
    const auto plan = plan_folders({commit_folder(7, hash_a, "x")},
                                   {commit_folder(0, hash_a, "x"), commit_folder(1, hash_a, "x")});
    EXPECT_EQ(plan.renames.size(), 1u);
    EXPECT_TRUE(plan.removals.empty());
}

RC_GTEST_PROP(FolderPlan, NeverLosesAWantedCommitNorOverwritesAFolder, ()) {
    const auto folder = rc::gen::map(
        rc::gen::pair(rc::gen::inRange(0, 6), rc::gen::elementOf(std::string("abcd"))),
        [](const std::pair<int, char>& p) {
            return commit_folder(static_cast<std::size_t>(p.first), std::string(40, p.second), "s");
        });
    const auto existing = *rc::gen::container<std::vector<std::string>>(folder);
    const auto wanted = *rc::gen::container<std::vector<std::string>>(folder);
    const auto plan = plan_folders(existing, wanted);
    std::set<std::string> there(existing.begin(), existing.end());
    std::set<std::string> wanted_hashes;
    for (const auto& name : wanted) wanted_hashes.insert(*hash_in_folder(name));
    for (const auto& name : plan.removals)
        RC_ASSERT(!wanted_hashes.contains(*hash_in_folder(name)));
    for (const auto& [from, to] : plan.renames) {
        RC_ASSERT(there.erase(from) == 1u);
        RC_ASSERT(hash_in_folder(from) == hash_in_folder(to));
        RC_ASSERT(there.insert(to).second);
    }
}

}  // namespace
}  // namespace bm::result
