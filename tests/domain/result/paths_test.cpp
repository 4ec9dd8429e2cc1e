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

using Names = std::vector<std::string>;

TEST(FolderPlan, SetsCommitsAsideThatAreNotWantedAndNothingElse) {
    const auto old = commit_folder(0, hash_a, "old");
    const auto kept = commit_folder(0, hash_b, "kept");
    const auto plan = plan_folders({old, kept, "current", "boards.cfg", ".bm-work"}, {}, {kept});
    EXPECT_EQ(plan.set_aside, Names{old});
    EXPECT_TRUE(plan.renames.empty() && plan.forgotten.empty() && plan.taken_back.empty());
}

TEST(FolderPlan, RenamesACommitWhoseNumberMoved) {
    const auto plan =
        plan_folders({commit_folder(4, hash_a, "x")}, {}, {commit_folder(0, hash_a, "x")});
    EXPECT_EQ(plan.renames, (std::vector<FolderRename>{
                                {commit_folder(4, hash_a, "x"), commit_folder(0, hash_a, "x")}}));
    EXPECT_TRUE(plan.set_aside.empty());
}

TEST(FolderPlan, TakesBackTheYoungestThatWaits) {
    const auto wanted = commit_folder(0, hash_a, "x");
    const auto old = commit_folder(7, hash_a, "x"), young = commit_folder(5, hash_a, "x");
    const auto plan = plan_folders({}, {{old, kept_for}, {young, kept_for / 2}}, {wanted});
    EXPECT_EQ(plan.taken_back, (std::vector<FolderRename>{{young, wanted}}));
    EXPECT_TRUE(plan.forgotten.empty()) << "it may wait a little yet";
    EXPECT_TRUE(plan_folders({wanted}, {{old, kept_for}}, {wanted}).taken_back.empty());
}

TEST(FolderPlan, ForgetsWhatHasWaitedForLongOrIsThereAnew) {
    const auto a = commit_folder(0, hash_a, "x"), b = commit_folder(0, hash_b, "x");
    EXPECT_EQ(plan_folders({}, {{a, kept_for * 2}, {b, kept_for}, {"notes", kept_for * 2}}, {})
                  .forgotten,
              Names{a});
    const auto plan = plan_folders({a}, {{a, core::Duration{1}}}, {});
    EXPECT_EQ(plan.forgotten, Names{a});
    EXPECT_EQ(plan.set_aside, Names{a});
}

TEST(FolderPlan, LeavesASecondFolderOfAWantedCommitAlone) {
    const auto wanted = commit_folder(0, hash_a, "x");
    EXPECT_EQ(plan_folders({wanted, commit_folder(4, hash_a, "x")}, {}, {wanted}), FolderPlan{});
}

TEST(FolderPlan, FindsAPlaceForEachTimeACommitIsWanted) {
    const auto plan = plan_folders({commit_folder(7, hash_a, "x")}, {},
                                   {commit_folder(0, hash_a, "x"), commit_folder(1, hash_a, "x")});
    EXPECT_EQ(plan.renames.size(), 1u);
    EXPECT_TRUE(plan.set_aside.empty());
}

RC_GTEST_PROP(FolderPlan, NeverLosesAWantedCommitNorOverwritesAFolder, ()) {
    const auto folder = rc::gen::map(
        rc::gen::pair(rc::gen::inRange(0, 6), rc::gen::elementOf(std::string("abcd"))),
        [](const std::pair<int, char>& p) {
            return commit_folder(static_cast<std::size_t>(p.first), std::string(40, p.second), "s");
        });
    const auto existing = *rc::gen::container<std::vector<std::string>>(folder);
    const auto kept_names = *rc::gen::container<std::set<std::string>>(folder);
    const auto wanted = *rc::gen::container<std::vector<std::string>>(folder);
    std::vector<KeptFolder> kept;
    for (const auto& name : kept_names) kept.push_back({name, kept_for * *rc::gen::inRange(0, 3)});
    const auto plan = plan_folders(existing, kept, wanted);
    std::set<std::string> there(existing.begin(), existing.end()), waiting = kept_names;
    std::set<std::string> wanted_hashes;
    for (const auto& name : wanted) wanted_hashes.insert(*hash_in_folder(name));
    const auto move = [](auto& source, auto& target, const auto& from, const auto& to) {
        RC_ASSERT(hash_in_folder(from) == hash_in_folder(to));
        RC_ASSERT(source.erase(from) == 1u);
        RC_ASSERT(target.insert(to).second);
    };
    for (const auto& [from, to] : plan.renames) move(there, there, from, to);
    for (const auto& name : plan.forgotten) RC_ASSERT(waiting.erase(name) == 1u);
    for (const auto& name : plan.set_aside) {
        RC_ASSERT(!wanted_hashes.contains(*hash_in_folder(name)));
        move(there, waiting, name, name);
    }
    for (const auto& [from, to] : plan.taken_back) move(waiting, there, from, to);
    for (const auto& name : there) RC_ASSERT(wanted_hashes.contains(*hash_in_folder(name)));
}

}  // namespace
}  // namespace bm::result
