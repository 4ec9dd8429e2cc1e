// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/probe.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::toolchain {
namespace {

Call says(const std::string& text, int code = 0) { return {Call::How::exited, code, text}; }

std::string reason(const Call& version, const Call& target,
                   const std::string& path = "/usr/bin/aarch64-linux-gnu-gcc") {
    const auto found = judge(path, version, target, "x86_64");
    return found ? "works" : found.error().message;
}

const Call good = says("aarch64-linux-gnu-gcc (Debian 12.2.0-14) 12.2.0\nCopyright\n");

TEST(Probe, TellsVersionAndTarget) {
    const auto found =
        judge("/x/aarch64-linux-gnu-gcc", good, says("aarch64-linux-gnu\n"), "x86_64");
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, (Described{"12.2.0", "aarch64-linux-gnu"}));
}

TEST(Probe, FindsTheVersionAsEachMakerWritesIt) {
    const std::pair<const char*, const char*> lines[] = {
        {"gcc (Debian 12.2.0-14+deb12u1) 12.2.0", "12.2.0"},
        {"arm-none-eabi-gcc (Arm GNU Toolchain 12.2.Rel1 (Build arm-12.24)) 12.2.1 20221205",
         "12.2.1"},
        {"aarch64-linux-gcc (GCC) 14.2.0", "14.2.0"},
        {"arc-elf32-gcc (ARCompact/ARCv2 ISA elf32 toolchain 2016.09-rc1) 6.2.1 20160824", "6.2.1"},
        {"Debian clang version 14.0.6", "14.0.6"},
        {"Ubuntu clang version 14.0.0-1ubuntu1", "14.0.0"},
        {"hello", ""},
        {"", ""},
    };
    for (const auto& [line, version] : lines) EXPECT_EQ(version_in(line), version) << line;
}

TEST(Probe, RejectsInWords) {
    EXPECT_EQ(reason(good, says("aarch64-linux-gnu\n")), "works");
    EXPECT_EQ(reason({Call::How::hung}, good), "does not answer --version");
    EXPECT_EQ(reason({Call::How::not_started, 0, "exec format error"}, good),
              "does not start: exec format error");
    EXPECT_EQ(reason({Call::How::killed, 11}, good), "is killed by signal 11 when asked --version");
    EXPECT_EQ(reason(says("x", 3), good), "ends with status 3 when asked --version");
    EXPECT_EQ(reason(says("\x01hello"), good), "prints no version, but ' hello'");
    EXPECT_EQ(reason(good, {Call::How::hung}), "does not answer -dumpmachine");
    EXPECT_EQ(reason(good, says("what?\n")), "names no target that boards have, but 'what?'");
    EXPECT_EQ(reason(good, says("arm-linux-gnueabi\n")),
              "builds for arm-linux-gnueabi, and not for aarch64");
}

TEST(Probe, AsksAnArchsFamilyAndNotItsModel) {
    EXPECT_EQ(reason(good, says("i686-linux-gnu\n"), "/x/i386-linux-gcc"), "works");
    EXPECT_EQ(reason(good, says("sh4-linux-gnu"), "/x/sh4-linux-gcc"), "works");
    EXPECT_EQ(reason(good, says("x86_64-linux-gnu"), "/usr/bin/gcc"), "works");
    EXPECT_EQ(reason(good, says("aarch64-linux-gnu"), "/usr/bin/gcc"),
              "builds for aarch64-linux-gnu, and not for x86_64");
    EXPECT_EQ(reason(good, says("x86_64-pc-linux-gnu"), "/usr/bin/clang-14"), "works");
}

TEST(Version, IsComparedByNumbers) {
    EXPECT_LT(compare_versions("9.2.0", "12.2.0"), 0);
    EXPECT_GT(compare_versions("12.10", "12.9.9"), 0);
    EXPECT_LT(compare_versions("12", "12.0"), 0);
    EXPECT_EQ(compare_versions("12.02", "12.2"), 0);
    EXPECT_LT(compare_versions("", "1"), 0);
}

RC_GTEST_PROP(Probe, GivesAnAnswerWhateverIsPrinted,
              (const std::string& one, const std::string& two)) {
    const auto found = judge("/x/arm-none-eabi-gcc", says(one), says(two), "x86_64");
    if (!found) RC_ASSERT(found.error().message.find('\n') == std::string::npos);
    RC_ASSERT(compare_versions(one, two) == -compare_versions(two, one));
    RC_ASSERT(compare_versions(one, one) == 0);
}

}  // namespace
}  // namespace bm::toolchain
