// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/foreign_refs.hpp"

#include <gtest/gtest.h>

namespace bm::machine {
namespace {

TEST(ForeignRef, IsWhatAPushCouldTakeAwayFromSomebody) {
    EXPECT_EQ(foreign_ref(""), "");
    EXPECT_EQ(foreign_ref("a\tHEAD\na\trefs/heads/work\n"), "") << "the Python tool's";
    EXPECT_EQ(foreign_ref("a\tHEAD\na\trefs/heads/master\nb\trefs/tags/v1\n"), "refs/heads/master");
    EXPECT_EQ(foreign_ref("b\trefs/tags/v1"), "refs/tags/v1");
    EXPECT_EQ(foreign_ref("no tab"), "");
}

TEST(ForeignRef, IsNoneWhereBmHasPushedBefore) {
    EXPECT_EQ(foreign_ref("b\trefs/tags/v1\na\trefs/bm/remote/tip\n"), "");
}

}  // namespace
}  // namespace bm::machine
