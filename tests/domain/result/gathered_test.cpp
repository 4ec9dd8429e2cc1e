// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/gathered.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/result/outcome.hpp"

namespace bm::result {
namespace {

TEST(ResultNames, OfImagesAreFlat) {
    EXPECT_EQ(functions_file_name("u-boot"), "u-boot.sizes");
    EXPECT_EQ(functions_file_name("spl/u-boot-spl"), "spl-u-boot-spl.sizes");
    EXPECT_EQ(sections_file_name("tpl/u-boot-tpl"), "tpl-u-boot-tpl.objdump");
    EXPECT_EQ(tool_file("x\n"), "x\n ");
}

TEST(ConfigCopies, OfASubPhaseCarryItsNameBeforeTheExtension) {
    const auto copies = config_copies();
    const auto has = [&](const ConfigCopy& copy) { return std::ranges::count(copies, copy) == 1; };
    EXPECT_TRUE(has({"u-boot.cfg", "u-boot.cfg"}));
    EXPECT_TRUE(has({"spl/u-boot-spl.cfg", "u-boot-spl.cfg"}));
    EXPECT_TRUE(has({"include/generated/autoconf.h", "autoconf.h"}));
    EXPECT_TRUE(has({"spl/include/autoconf.mk", "autoconf-spl.mk"}));
    EXPECT_TRUE(has({"tpl/include/generated/autoconf.h", "autoconf-tpl.h"}));
    EXPECT_TRUE(has({"spl/.config", ".config"}));
}

TEST(ConfigCopies, HaveNamesOfResultFiles) {
    for (const auto& copy : config_copies()) EXPECT_TRUE(is_result_file_name(copy.name));
}

}  // namespace
}  // namespace bm::result
