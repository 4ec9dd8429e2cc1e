// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/owner.hpp"

#include <gtest/gtest.h>

namespace bm::machine {
namespace {

bool is_ours(std::string_view refs) { return check_owner("/r", refs).has_value(); }

TEST(Owner, OfARepositoryWithoutBranchesAndTagsIsBm) {
    EXPECT_TRUE(is_ours(""));
    EXPECT_TRUE(is_ours("a\tHEAD\na\trefs/heads/work\n")) << "the Python tool's";
    EXPECT_TRUE(is_ours("no tab"));
}

TEST(Owner, IsSomebodyWhoseTagsAPushWouldTakeAway) {
    EXPECT_EQ(check_owner("/r", "a\tHEAD\na\trefs/heads/master\nb\trefs/tags/v1\n").error().message,
              "/r has a refs/heads/master of its own: name a directory that is bm's alone");
    EXPECT_FALSE(is_ours("b\trefs/tags/v1"));
}

TEST(Owner, IsBmWhereItPushedBefore) {
    EXPECT_TRUE(is_ours("b\trefs/tags/v1\na\trefs/bm/remote/tip\n"));
}

}  // namespace
}  // namespace bm::machine
