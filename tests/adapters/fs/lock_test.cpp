// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/lock.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>

#include "adapters/fs/failure.hpp"
#include "adapters/fs/private_folder.hpp"

namespace bm::adapters::fs {
namespace {

class LockTest : public ::testing::Test {
  protected:
    LockTest()
        : folder(*PrivateFolder::make(std::filesystem::temp_directory_path().string(), "bm-test-")),
          path(folder.path() + "/lock") {}
    PrivateFolder folder;
    std::string path;
};

TEST_F(LockTest, TellsTheSecondTakerWhoHoldsIt) {
    const auto held = Lock::take(path);
    ASSERT_TRUE(held) << held.error().message;
    const auto second = Lock::take(path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, core::ErrorKind::busy);
    for (const auto& part :
         {path, "pid " + std::to_string(::getpid()), std::string("host "), std::string("since 20")})
        EXPECT_NE(second.error().message.find(part), std::string::npos) << second.error().message;
}

TEST_F(LockTest, IsFreeWhenItsHolderIsGone) {
    { ASSERT_TRUE(Lock::take(path)); }
    EXPECT_TRUE(Lock::take(path));
}

TEST_F(LockTest, IsHeldByWhoeverInheritedItsDescriptor) {
    int inherited = -1;
    {
        const auto held = Lock::take(path);
        ASSERT_TRUE(held);
        inherited = ::dup(held->descriptor());
    }
    EXPECT_FALSE(Lock::take(path));
    ::close(inherited);
    EXPECT_TRUE(Lock::take(path));
}

TEST_F(LockTest, IsNotInheritedUnasked) {
    const auto held = Lock::take(path);
    ASSERT_TRUE(held);
    EXPECT_NE(::fcntl(held->descriptor(), F_GETFD) & FD_CLOEXEC, 0);
}

TEST_F(LockTest, ReplacesALongerTextOfAnEarlierHolder) {
    { std::ofstream(path) << std::string(1000, 'x'); }
    ASSERT_TRUE(Lock::take(path));
    EXPECT_LT(std::filesystem::file_size(path), 400u);
}

TEST_F(LockTest, WithoutAFolderNamesIt) {
    const auto lock = Lock::take(folder.path() + "/none/lock");
    ASSERT_FALSE(lock);
    EXPECT_NE(lock.error().message.find("/none/lock"), std::string::npos);
}

TEST(PrivateFolderTest, IsForItsOwnerOnlyAndGoesWithItsObject) {
    std::string path;
    {
        auto folder = PrivateFolder::make(std::filesystem::temp_directory_path().string(), "bm-");
        ASSERT_TRUE(folder);
        path = folder->path();
        EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_all);
        std::ofstream(path + "/file") << "x";
        const PrivateFolder moved = std::move(*folder);
        EXPECT_TRUE(std::filesystem::exists(path));
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(PrivateFolderTest, NamesAParentThatIsNotThere) {
    const auto folder = PrivateFolder::make("/nonexistent", "bm-");
    ASSERT_FALSE(folder);
    EXPECT_NE(folder.error().message.find("/nonexistent"), std::string::npos);
}

TEST(SystemFailure, OfAFullDiskSaysWhatToDo) {
    for (const int number : {ENOSPC, EDQUOT}) {
        const auto error = system_failure("write", "/out/log", number).value();
        EXPECT_EQ(error.kind, core::ErrorKind::no_space);
        EXPECT_NE(error.message.find("/out/log"), std::string::npos);
        EXPECT_NE(error.message.find("free some space"), std::string::npos);
    }
    EXPECT_EQ(system_failure("open", "x", ENOENT).value().kind, core::ErrorKind::not_found);
    EXPECT_EQ(system_failure("open", "x", EACCES).value().kind, core::ErrorKind::environment);
}

}  // namespace
}  // namespace bm::adapters::fs
