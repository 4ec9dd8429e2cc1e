// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/whole_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "tests/support/temp_dir.hpp"

namespace bm::adapters::fs {
namespace {

namespace stdfs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class WholeFileTest : public ::testing::Test {
  protected:
    static std::string read(const std::string& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    std::ptrdiff_t entries() const {
        return std::distance(stdfs::directory_iterator(folder.path()), {});
    }

    tests::TempDir folder;
};

TEST_F(WholeFileTest, IsMadeAndReplaced) {
    const auto name = folder / "page.html";
    ASSERT_TRUE(write_whole(name, "first, and longer"));
    ASSERT_TRUE(write_whole(name, "second"));
    EXPECT_EQ(read(name), "second");
    EXPECT_EQ(entries(), 1) << "nothing is left beside it";
}

TEST_F(WholeFileTest, IsTheOneThatALinkLeadsTo) {
    std::ofstream(folder / "kept") << "old";
    stdfs::create_symlink("kept", folder / "link");
    ASSERT_TRUE(write_whole(folder / "link", "new"));
    EXPECT_TRUE(stdfs::is_symlink(folder / "link"));
    EXPECT_EQ(read(folder / "kept"), "new");
}

TEST_F(WholeFileTest, InAFolderThatIsNotThereIsNamedAsTheUserDid) {
    const auto name = folder / "nowhere/page.html";
    const auto written = write_whole(name, "text");
    ASSERT_FALSE(written);
    EXPECT_THAT(written.error().message, HasSubstr(name + ": No such file or directory"));
    EXPECT_THAT(written.error().message, Not(HasSubstr(".new.")));
}

TEST_F(WholeFileTest, ThatCannotBeWrittenLeavesNothing) {
    stdfs::create_directory(folder / "page.html");
    EXPECT_FALSE(write_whole(folder / "page.html", "text")) << "that is a folder";
    EXPECT_EQ(entries(), 1);
}

TEST_F(WholeFileTest, OfALinkThatLeadsNowhereYetIsMadeWhereItLeads) {
    stdfs::create_symlink("target.html", folder / "link.html");
    EXPECT_TRUE(write_whole(folder / "link.html", "text"));
    EXPECT_TRUE(stdfs::is_symlink(folder / "link.html"));
    EXPECT_EQ(read(folder / "target.html"), "text");
    stdfs::create_symlink("round.html", folder / "round.html");
    EXPECT_FALSE(write_whole(folder / "round.html", "text")) << "it leads to itself";
}

TEST_F(WholeFileTest, ThatIsAPipeIsWrittenToWhoReadsIt) {
    const auto name = folder / "pipe";
    ASSERT_EQ(::mkfifo(name.c_str(), 0600), 0);
    std::string got;
    std::thread reader([&] { got = read(name); });
    EXPECT_TRUE(write_whole(name, "text"));
    reader.join();
    EXPECT_EQ(got, "text");
}

}  // namespace
}  // namespace bm::adapters::fs
