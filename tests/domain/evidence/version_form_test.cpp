// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/version_form.hpp"

#include <gtest/gtest.h>

namespace bm::evidence {
namespace {

TEST(TheFormOfAVersion, IsThatOfItsNeighboursUnlessATagComesBetween) {
    EXPECT_EQ(version_form("v2023.01-9-gabcdef"), version_form("v2023.01-10-g123456"));
    EXPECT_NE(version_form("v2023.01-9-gabcdef"), version_form("v2023.01-0-gabcdef"));
    EXPECT_NE(version_form("v2023.01-9-gabcdef"), version_form("v2023.01-rc1-9-gabcdef"));
    EXPECT_NE(version_form("v1-99999-gabcdef"), version_form("v1-100000-gabcdef"));
}

TEST(TheFormOfAVersion, IsOneWhereThereAreNoTags) {
    EXPECT_EQ(version_form("0123456789abcdef"), version_form("fedcba9876543210"));
    EXPECT_NE(version_form("0123456789abcdef"), version_form("v1-3-gabcdef"));
    EXPECT_EQ(version_form(""), version_form("-g1"));
}

}  // namespace
}  // namespace bm::evidence
