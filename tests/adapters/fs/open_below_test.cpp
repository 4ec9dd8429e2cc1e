// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/open_below.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "tests/support/temp_dir.hpp"

namespace bm::tests {
namespace {

namespace fs = std::filesystem;

class OpenBelow : public testing::Test {
  protected:
    OpenBelow() {
        fs::create_directories(temp / "tree/a");
        fs::create_directories(temp / "tree2");
        for (const auto* file : {"tree/a/file", "tree2/file"}) std::ofstream(temp / file) << "x";
        fs::create_symlink("a/file", temp / "tree/inside");
        fs::create_symlink("../tree2/file", temp / "tree/outside");
        fs::create_symlink("loop", temp / "tree/loop");
    }
    int problem(const std::string& path) const {
        errno = 0;
        return adapters::fs::open_below_by_name(temp / "tree", path) ? 0 : errno;
    }

    TempDir temp;
};

// The contract of ports::SourceFiles shows the same of a kernel that can be asked.
TEST_F(OpenBelow, ByNameFollowsLinksOnlyWithinTheDirectory) {
    EXPECT_EQ(problem("a/file"), 0);
    EXPECT_EQ(problem("inside"), 0);
    EXPECT_EQ(problem("outside"), EXDEV);
    EXPECT_EQ(problem("loop"), ELOOP);
    EXPECT_EQ(problem("absent"), ENOENT);
}

TEST_F(OpenBelow, ByNameKnowsADirectoryThatIsItselfALink) {
    fs::create_directory_symlink("tree", temp / "linked");
    EXPECT_TRUE(adapters::fs::open_below_by_name(temp / "linked", "inside"));
}

}  // namespace
}  // namespace bm::tests
