// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/toolchain/download.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bm::toolchain {
namespace {

using Names = std::vector<std::string>;

TEST(Download, SeesWhatAnIndexHasInItsOwnDirectory) {
    EXPECT_EQ(
        links_in("<a href=\"../\">up</a>\n<a href=\"14.2.0/\">14.2.0/</a> <a href=\"a.tar.xz\">\n"
                 "<a href=\"http://elsewhere/x\"><a href=\"/etc\"><a href=\"?C=N\"><a href=\"-o\">"
                 "<a href=\"..\"><a href=\"open"),
        (Names{"14.2.0/", "a.tar.xz"}));
}

TEST(Download, TakesTheNewestVersionFirst) {
    EXPECT_EQ(versions_in({"9.2.0/", "14.2.0/", "13.2.0/", "doc/", "14.10.0/", "12.1.0"}),
              (Names{"14.10.0", "14.2.0", "13.2.0", "9.2.0"}));
}

TEST(Download, FindsTheArchiveOfAnArchOrOneThatStandsIn) {
    const auto archives =
        archives_in({"x86_64-gcc-14.2.0-nolibc-aarch64-linux.tar.xz",
                     "x86_64-gcc-14.2.0-nolibc-sh4-linux.tar.xz",
                     "x86_64-gcc-14.2.0-nolibc-arm-linux-gnueabi.tar.xz",
                     "x86_64-gcc-14.2.0-nolibc-sh2-linux.tar.gz",
                     "x86_64-gcc-4.9.0-nolibc_m68k-linux.tar.xz", "sha256sums.asc"});
    EXPECT_EQ(archives.size(), 4u);
    const auto arm = archive_for(archives, "arm");
    ASSERT_TRUE(arm);
    EXPECT_EQ(*arm, (Archive{"x86_64-gcc-14.2.0-nolibc-arm-linux-gnueabi.tar.xz",
                             "arm-linux-gnueabi", "arm"}));
    EXPECT_EQ(archive_for(archives, "sh")->cpu, "sh4");
    EXPECT_EQ(archive_for(archives, "m68k")->target, "m68k-linux");
    EXPECT_FALSE(archive_for(archives, "x86"));
}

TEST(Download, FindsTheArchiveWhoseCompilerAWorkerLooksFor) {
    const auto archives = archives_in({"x86_64-gcc-14.2.0-nolibc-riscv32-linux.tar.xz",
                                       "x86_64-gcc-14.2.0-nolibc-riscv64-linux.tar.xz",
                                       "x86_64-gcc-14.2.0-nolibc-sh4-linux.tar.xz"});
    EXPECT_EQ(archive_with_prefix(archives, "riscv32")->target, "riscv64-linux");
    EXPECT_EQ(archive_with_prefix(archives, "sh")->target, "sh4-linux");
    for (const char* none : {"arm", "x86", "no such arch"})
        EXPECT_FALSE(archive_with_prefix(archives, none)) << none;
}

TEST(Download, KnowsTheFolderInAnArchive) {
    const auto folder = [](const char* file) { return folder_of(archives_in({file}).front()); };
    EXPECT_EQ(folder("x86_64-gcc-14.2.0-nolibc-aarch64-linux.tar.xz"),
              "gcc-14.2.0-nolibc/aarch64-linux");
    EXPECT_EQ(folder("x86_64-gcc-4.9.0-nolibc_arm-unknown-linux-gnueabi.tar.xz"),
              "gcc-4.9.0-nolibc/arm-unknown-linux-gnueabi");
}

TEST(Download, ReadsTheSumOfAFileAmongLinesOfASignature) {
    const std::string hash(64, 'a');
    const auto sums = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" +
                      std::string(64, 'b') + "  other.tar.xz\n" + hash + "  one.tar.xz\n" +
                      std::string(64, 'Z') + "  bad.tar.xz\n-----END PGP SIGNATURE-----\n";
    EXPECT_EQ(hash_in(sums, "one.tar.xz"), hash);
    EXPECT_FALSE(hash_in(sums, "two.tar.xz"));
    EXPECT_FALSE(hash_in(sums, "bad.tar.xz"));
}

TEST(Download, IsOfTheHostsFolder) {
    EXPECT_EQ(host_folder("x86_64"), "x86_64");
    EXPECT_EQ(host_folder("aarch64"), "arm64");
}

RC_GTEST_PROP(Download, NeverNamesWhatLiesElsewhere,
              (const std::string& one, const std::string& two)) {
    for (const auto& link : links_in("href=\"" + one + "\" href=\"" + two + "/\"")) {
        RC_ASSERT(link.find("..") == std::string::npos);
        RC_ASSERT(link.find('/') >= link.size() - 1);
        RC_ASSERT(link.front() != '-');
    }
}

}  // namespace
}  // namespace bm::toolchain
