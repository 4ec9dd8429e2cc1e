// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/compiler_name.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/toolchain/arches.hpp"

namespace bm::toolchain {
namespace {

TEST(CompilerName, SaysArchAndPrefix) {
    using Kind = CompilerName::Kind;
    const std::pair<const char*, CompilerName> names[] = {
        {"gcc", {Kind::gcc, "sandbox", ""}},
        {"aarch64-linux-gnu-gcc", {Kind::gcc, "aarch64", "aarch64-linux-gnu-"}},
        {"aarch64-linux-gcc", {Kind::gcc, "aarch64", "aarch64-linux-"}},
        {"arm-none-eabi-gcc", {Kind::gcc, "arm", "arm-none-eabi-"}},
        {"x86_64-linux-gnu-gcc", {Kind::gcc, "x86_64", "x86_64-linux-gnu-"}},
        {"arc-elf32-gcc", {Kind::gcc, "arc", "arc-elf32-"}},
        {"arm-buildroot-linux-gnueabihf-gcc", {Kind::gcc, "arm", "arm-buildroot-linux-gnueabihf-"}},
        {"clang", {Kind::clang, "sandbox", ""}},
        {"clang-14", {Kind::clang, "sandbox", ""}},
    };
    for (const auto& [file, wanted] : names) {
        const auto name = read_compiler_name(file);
        ASSERT_TRUE(name) << file;
        EXPECT_EQ(*name, wanted) << file;
    }
}

TEST(CompilerName, IsRefusedWhereItIsNone) {
    for (const char* file :
         {"gnatgcc", "x86_64-linux-gnu-gnatgcc", "c89-gcc", "c99-gcc", "afl-gcc", "colorgcc",
          "-gcc", "gcc-12", "aarch64-linux-gnu-gcc-12", "x86_64-w64-mingw32-gcc", "arm--eabi-gcc",
          "arm-no such-gcc", "clang-format-14", "", "1-2-elf-gcc"})
        EXPECT_FALSE(read_compiler_name(file)) << file;
    const auto doubled = read_compiler_name("aarch64-linux-aarch64-linux-gcc");
    ASSERT_FALSE(doubled);
    EXPECT_EQ(doubled.error().message, "'aarch64-linux-aarch64-linux-gcc' has its prefix twice");
}

TEST(CompilerName, OfEveryPrefixOfTheTableIsOne) {
    for (const auto& arch : board_arches())
        for (const auto prefix : prefixes(arch)) {
            const auto name = read_compiler_name(std::string(prefix) + "gcc");
            ASSERT_TRUE(name) << prefix;
            EXPECT_EQ(family(name->arch), family(arch)) << prefix;
        }
}

RC_GTEST_PROP(CompilerName, IsReadOrRefusedWithTheReason, (const std::string& stem)) {
    const auto name = read_compiler_name(stem + "-gcc");
    if (name)
        RC_ASSERT(name->prefix == stem + "-");
    else
        RC_ASSERT(!name.error().message.empty());
}

}  // namespace
}  // namespace bm::toolchain
