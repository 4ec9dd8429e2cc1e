// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/directory_files.hpp"

#include <filesystem>
#include <fstream>

#include "tests/contract/source_files_contract.hpp"

namespace bm::tests {
namespace {

using adapters::fs::DirectoryFiles;
namespace fs = std::filesystem;

void write(const std::string& path, const std::string& text) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

std::unique_ptr<ports::SourceFiles> in_directory(const std::string& folder,
                                                 const Contents& contents) {
    for (const auto& [path, text] : contents) {
        if (text.starts_with("-> "))
            fs::create_symlink(text.substr(3), folder + "/" + path);
        else
            write(folder + "/" + path, text);
    }
    write(folder + "/.git/HEAD", "what git keeps for itself");
    return std::make_unique<DirectoryFiles>(folder);
}

INSTANTIATE_TEST_SUITE_P(Directory, SourceFilesContract,
                         testing::Values(MakeSourceFiles(in_directory)));

TEST(DirectoryFiles, NeverGoesThroughALinkToAFolder) {
    const TempDir temp;
    write(temp / "r/a", "1");
    fs::create_directory_symlink(temp.path(), temp / "r/loop");
    EXPECT_EQ(DirectoryFiles(temp / "r").list().value(), (std::vector<std::string>{"a", "loop"}));
}

TEST(DirectoryFiles, PassesOverFoldersThatItIsTold) {
    const TempDir temp;
    write(temp / "r/a", "1");
    write(temp / "r/out/work/b", "1");
    EXPECT_EQ(DirectoryFiles(temp / "r", {"work"}).list().value(), (std::vector<std::string>{"a"}));
}

TEST(DirectoryFiles, SaysThatADirectoryIsNotThere) {
    const TempDir temp;
    const auto listed = DirectoryFiles(temp / "nowhere").list();
    ASSERT_FALSE(listed);
    EXPECT_NE(listed.error().message.find(temp / "nowhere"), std::string::npos);
}

class Marks : public testing::Test {
  protected:
    Marks() {
        write(temp / "a/file", "1");
        marks = DirectoryFiles::marks(temp.path(), {"a/file", "a", "absent"});
    }
    bool are_current() const { return DirectoryFiles::are_current(temp.path(), marks); }

    TempDir temp;
    std::vector<adapters::fs::Mark> marks;
};

TEST_F(Marks, HoldWhileNothingChanges) {
    DirectoryFiles(temp.path()).read("a/file").value();
    EXPECT_TRUE(are_current());
}

TEST_F(Marks, TellThatAFileWasWrittenWithTheSameSizeAndTime) {
    const auto then = fs::last_write_time(temp / "a/file");
    write(temp / "a/file", "2");
    fs::last_write_time(temp / "a/file", then);
    EXPECT_FALSE(are_current());
}

TEST_F(Marks, TellThatAFolderHasANewFile) {
    write(temp / "a/new", "");
    EXPECT_FALSE(are_current());
}

TEST_F(Marks, TellThatWhatWasAbsentIsThere) {
    write(temp / "absent", "");
    EXPECT_FALSE(are_current());
}

}  // namespace
}  // namespace bm::tests
