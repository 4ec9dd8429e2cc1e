// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/build_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "adapters/fs/result_folders.hpp"
#include "adapters/fs/tree_walk.hpp"
#include "tests/support/temp_dir.hpp"

namespace bm::adapters::fs {
namespace {

namespace stdfs = std::filesystem;
using core::ErrorKind;
using testing::ElementsAre;
using testing::IsEmpty;

class BuildDirectoryTest : public testing::Test {
  protected:
    void SetUp() override {
        stdfs::create_directory(base + "/out");
        put("outside/kept", "kept");
    }

    void put(const std::string& path, const std::string& content) {
        stdfs::create_directories(stdfs::path(base + "/" + path).parent_path());
        std::ofstream(base + "/" + path) << content;
    }
    void link(const std::string& path, const std::string& target) {
        stdfs::create_symlink(target, base + "/" + path);
    }
    bool there(const std::string& path) const {
        return stdfs::exists(stdfs::symlink_status(base + "/" + path));
    }

    bm::tests::TempDir temp;
    const std::string base = temp.path();
    BuildDirectory out{""};
    BuildDirectory& directory() {
        out = BuildDirectory(base + "/out");
        return out;
    }
};

TEST_F(BuildDirectoryTest, EmptyLeavesNothingAndFollowsNoLink) {
    put("out/a/b/c", "x");
    link("out/a/away", base + "/outside");
    link("out/file", base + "/outside/kept");
    ASSERT_TRUE(directory().empty());
    EXPECT_TRUE(stdfs::is_empty(base + "/out"));
    EXPECT_TRUE(there("outside/kept"));
}

TEST_F(BuildDirectoryTest, EmptyClearsDirectoriesThatForbidWriting) {
    put("out/locked/deep/file", "x");
    stdfs::permissions(base + "/out/locked/deep", stdfs::perms::none);
    stdfs::permissions(base + "/out/locked", stdfs::perms::owner_read);
    ASSERT_TRUE(directory().empty());
    EXPECT_TRUE(stdfs::is_empty(base + "/out"));
}

TEST_F(BuildDirectoryTest, EmptyMakesTheDirectoryAndReplacesALink) {
    stdfs::remove(base + "/out");
    ASSERT_TRUE(directory().empty());
    EXPECT_TRUE(stdfs::is_directory(base + "/out"));
    stdfs::remove(base + "/out");
    link("out", base + "/outside");
    ASSERT_TRUE(directory().empty());
    EXPECT_FALSE(stdfs::is_symlink(base + "/out"));
    EXPECT_TRUE(there("outside/kept"));
}

TEST_F(BuildDirectoryTest, WriteReplacesALinkAndNeverFollowsIt) {
    link("out/config", base + "/outside/kept");
    ASSERT_TRUE(directory().write("config", "new\n"));
    EXPECT_EQ(directory().read("config", 100).value(), "new\n");
    EXPECT_FALSE(stdfs::is_symlink(base + "/out/config"));
    EXPECT_EQ(stdfs::file_size(base + "/outside/kept"), 4u);
    for (const char* bad : {"../x", "a/b", "", "."})
        EXPECT_EQ(directory().write(bad, "x").error().kind, ErrorKind::refused) << bad;
}

TEST_F(BuildDirectoryTest, RemoveTakesNamedFilesOnly) {
    put("out/a/x.o", "x");
    put("out/a/y.o", "y");
    ASSERT_TRUE(directory().remove({"a/x.o", "a/gone.o", "gone/z.o"}));
    EXPECT_FALSE(there("out/a/x.o"));
    EXPECT_TRUE(there("out/a/y.o"));
}

TEST_F(BuildDirectoryTest, RemoveRefusesAPathThatLeavesBeforeItRemovesAny) {
    put("out/a", "x");
    for (const std::string bad :
         {"../outside/kept", "/etc/passwd", "a/../../outside/kept", "", "."}) {
        const auto done = directory().remove({"a", bad});
        ASSERT_FALSE(done) << bad;
        EXPECT_EQ(done.error().kind, ErrorKind::refused);
    }
    EXPECT_TRUE(there("out/a"));
    EXPECT_TRUE(there("outside/kept"));
}

TEST_F(BuildDirectoryTest, RemoveDoesNotGoThroughALink) {
    link("out/away", base + "/outside");
    ASSERT_TRUE(directory().remove({"away/kept"}));
    EXPECT_TRUE(there("outside/kept"));
}

TEST_F(BuildDirectoryTest, RecordsAreFoundAtAnyDepthButNotBehindLinks) {
    put("out/.u-boot.cmd", "top");
    put("out/a/b/.x.o.cmd", "deep");
    put("out/a/x.cmd", "no record");
    put("outside/.y.o.cmd", "away");
    link("out/away", base + "/outside");
    link("out/.z.o.cmd", base + "/outside/.y.o.cmd");
    std::vector<std::string> seen;
    ASSERT_TRUE(directory().each_record([&](std::string_view path, std::string_view content) {
        seen.push_back(std::string(path) + "=" + std::string(content));
    }));
    EXPECT_THAT(seen, ElementsAre(".u-boot.cmd=top", "a/b/.x.o.cmd=deep"));
}

TEST_F(BuildDirectoryTest, ReadIsBoundedAndReadsRegularFilesOnly) {
    put("out/.config", "CONFIG_X=y\n");
    link("out/linked", base + "/outside/kept");
    link("out/away", base + "/outside");
    EXPECT_EQ(directory().read(".config", 11).value(), "CONFIG_X=y\n");
    EXPECT_EQ(directory().read(".config", 10).error().kind, ErrorKind::refused);
    EXPECT_EQ(directory().read("absent", 10).error().kind, ErrorKind::not_found);
    EXPECT_EQ(directory().read("../outside/kept", 10).error().kind, ErrorKind::refused);
    EXPECT_FALSE(directory().read("linked", 10));
    EXPECT_FALSE(directory().read("away/kept", 10));
}

TEST_F(BuildDirectoryTest, ListNamesMatchingRegularFilesOfOneFolder) {
    put("out/u-boot", "x");
    put("out/u-boot.bin", "x");
    put("out/spl/u-boot-spl", "x");
    stdfs::create_directory(base + "/out/u-boot-dir");
    link("out/u-boot.link", base + "/outside/kept");
    EXPECT_THAT(directory().list("", {"u-boot*", "*.bin"}), ElementsAre("u-boot", "u-boot.bin"));
    EXPECT_THAT(directory().list("spl", {"u-boot-spl*"}), ElementsAre("u-boot-spl"));
    EXPECT_THAT(directory().list("tpl", {"*"}), IsEmpty());
    EXPECT_THAT(directory().list("../outside", {"*"}), IsEmpty());
}

TEST_F(BuildDirectoryTest, ExistsStaysInside) {
    put("out/a/x", "x");
    EXPECT_TRUE(directory().exists("a/x"));
    EXPECT_FALSE(directory().exists("a/y"));
    EXPECT_FALSE(directory().exists("../outside/kept"));
}

TEST_F(BuildDirectoryTest, AResultFolderIsNewAndItsOwnersAlone) {
    ResultFolders folders;
    const auto folder = base + "/spool/7.0";
    put("spool/7.0/old", "old");
    ASSERT_TRUE(folders.create(folder));
    EXPECT_FALSE(there("spool/7.0/old"));
    EXPECT_EQ(stdfs::status(folder).permissions(), stdfs::perms::owner_all);
    ASSERT_TRUE(folders.write(folder, ".config", "x"));
    EXPECT_TRUE(there("spool/7.0/.config"));
    EXPECT_FALSE(folders.write(folder, ".config", "twice"));
    EXPECT_EQ(folders.write(folder, "../up", "x").error().kind, ErrorKind::refused);
}

}  // namespace
}  // namespace bm::adapters::fs
