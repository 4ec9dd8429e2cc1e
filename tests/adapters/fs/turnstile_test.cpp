// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/turnstile.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <vector>

#include "adapters/fs/private_folder.hpp"

namespace bm::adapters::fs {
namespace {

class TurnstileTest : public testing::Test {
  protected:
    TurnstileTest()
        : folder(*PrivateFolder::make(std::filesystem::temp_directory_path().string(), "bm-test-")),
          path(folder.path() + "/turnstile") {}

    bool enter(int limit) {
        auto lock = Turnstile::open(path)->enter(limit);
        if (!lock) {
            EXPECT_EQ(lock.error().kind, core::ErrorKind::busy);
            return false;
        }
        inside.emplace_back(std::move(*lock));
        return true;
    }

    PrivateFolder folder;
    std::string path;
    std::vector<std::optional<Lock>> inside;
};

TEST_F(TurnstileTest, LetsInNoMoreThanTheLimit) {
    EXPECT_TRUE(enter(2));
    EXPECT_TRUE(enter(2));
    EXPECT_FALSE(enter(2));
    EXPECT_TRUE(enter(3)) << "one with a higher limit may go in";
}

TEST_F(TurnstileTest, CountsAllThatAreInWhateverTheirPlace) {
    EXPECT_TRUE(enter(2));
    EXPECT_TRUE(enter(2));
    inside[0].reset();
    EXPECT_FALSE(enter(1)) << "the second is still in";
    inside[1].reset();
    EXPECT_TRUE(enter(1));
}

TEST_F(TurnstileTest, RefusesAFolderThatOthersCanEnter) {
    std::filesystem::create_directory(path);
    ::chmod(path.c_str(), 0755);
    EXPECT_EQ(Turnstile::open(path).error().kind, core::ErrorKind::refused);
    std::filesystem::remove(path);
    std::filesystem::create_symlink(folder.path(), path);
    EXPECT_EQ(Turnstile::open(path).error().kind, core::ErrorKind::refused);
}

}  // namespace
}  // namespace bm::adapters::fs
