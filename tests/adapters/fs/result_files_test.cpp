// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/result_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_dir.hpp"

namespace bm::adapters::fs {
namespace {

namespace stdfs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;
using testing::Pair;

constexpr summary::Parts everything{true, true, true, true, false};

class ResultFilesTest : public ::testing::Test {
  protected:
    ResultFilesTest() {
        stdfs::create_directories(path(""));
        write("done", "0\n");
    }
    std::string path(const std::string& name) const {
        return folder / (place.commit + "/" + place.board + "/" + name);
    }
    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path(name), std::ios::binary) << bytes;
    }
    void make_link(const std::string& name, const std::string& to) const {
        stdfs::remove(path(name));
        stdfs::create_symlink(to, path(name));
    }
    summary::Files read() const { return ResultFiles(folder.path()).read(place, everything); }

    tests::TempDir folder;
    const ports::BuildFolder place{"01_gaa_x", "arm"};
};

TEST_F(ResultFilesTest, HaveWhatLiesThere) {
    write("err", "a.c:1: warning: no\n");
    write("host", "ash\n");
    write("u-boot.sizes", "10 T main\n");
    write("u-boot-spl.cfg", "#define CONFIG_A 1\n");
    const auto files = read();
    EXPECT_THAT(files.done, Optional(std::string("0\n")));
    EXPECT_EQ(files.err, "a.c:1: warning: no\n");
    EXPECT_EQ(files.host, "ash\n");
    EXPECT_THAT(files.functions, ElementsAre(Pair("u-boot", "10 T main\n")));
    EXPECT_THAT(files.configuration, ElementsAre(Pair("u-boot-spl.cfg", "#define CONFIG_A 1\n")));
    EXPECT_THAT(files.damaged, IsEmpty());
}

TEST_F(ResultFilesTest, ThatAreMissingAreEmptyAndNotDamaged) {
    const auto files = read();
    EXPECT_EQ(files.err, "");
    EXPECT_EQ(files.sizes, "");
    EXPECT_THAT(files.damaged, IsEmpty());
}

TEST_F(ResultFilesTest, AreNoneWhereNoBuildHasEnded) {
    write("err", "a.c:1: warning: no\n");
    stdfs::remove(path("done"));
    const auto files = read();
    EXPECT_FALSE(files.done);
    EXPECT_EQ(files.err, "") << "it is written at this moment";
    EXPECT_THAT(files.damaged, IsEmpty());
}

TEST_F(ResultFilesTest, ThatAreLinksAreDamaged) {
    std::ofstream(folder / "secret") << "secret";
    make_link("err", folder / "secret");
    const auto files = read();
    EXPECT_EQ(files.err, "");
    EXPECT_THAT(files.damaged, ElementsAre(Pair("err", HasSubstr("symbolic links"))));
}

TEST_F(ResultFilesTest, AreDamagedWhereDoneIsALinkToNowhere) {
    make_link("done", folder / "nowhere");
    const auto files = read();
    EXPECT_FALSE(files.done);
    EXPECT_THAT(files.damaged, ElementsAre(Pair("done", HasSubstr("symbolic links"))));
}

TEST_F(ResultFilesTest, ThatAreFoldersOrPipesAreDamaged) {
    stdfs::create_directory(path("err"));
    ASSERT_EQ(::mkfifo(path("sizes").c_str(), 0600), 0);
    EXPECT_THAT(read().damaged,
                ElementsAre(Pair("err", "it is no file"), Pair("sizes", "it is no file")));
}

TEST_F(ResultFilesTest, ThatAreTooLargeAreDamagedAndNotRead) {
    write("u-boot.sizes", "10 T main\n");
    stdfs::resize_file(path("u-boot.sizes"), (16u << 20) + 1);
    write("host", std::string(5000, 'h'));
    const auto files = read();
    EXPECT_THAT(files.functions, IsEmpty());
    EXPECT_THAT(files.damaged,
                ElementsAre(Pair("host", "it has 5000 bytes, more than 4096"),
                            Pair("u-boot.sizes", "it has 16777217 bytes, more than 16777216")));
}

TEST_F(ResultFilesTest, ThatMayNotBeReadAreDamaged) {
    write("err", "a.c:1: warning: no\n");
    ASSERT_EQ(::chmod(path("err").c_str(), 0), 0);
    ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
    // Root may read everything.
    const auto me = ::geteuid();
    constexpr uid_t nobody = 65534;
    ASSERT_EQ(::seteuid(me == 0 ? nobody : me), 0);
    const auto files = read();
    ASSERT_EQ(::seteuid(me), 0);
    EXPECT_THAT(files.damaged, ElementsAre(Pair("err", "Permission denied")));
}

TEST_F(ResultFilesTest, BesideADamagedOneAreReadAllTheSame) {
    write("u-boot.sizes", "10 T main\n");
    stdfs::create_directory(path("u-boot-spl.sizes"));
    write("u-boot-spl.cfg", "#define CONFIG_A 1\n");
    stdfs::create_directory(path("u-boot.cfg"));
    const auto files = read();
    EXPECT_THAT(files.functions, ElementsAre(Pair("u-boot", "10 T main\n")));
    EXPECT_THAT(files.configuration, ElementsAre(Pair("u-boot-spl.cfg", "#define CONFIG_A 1\n")));
    EXPECT_THAT(files.damaged, ElementsAre(Pair("u-boot-spl.sizes", "it is no file"),
                                           Pair("u-boot.cfg", "it is no file")));
}

TEST_F(ResultFilesTest, AreReadOnlyBelowTheBase) {
    std::ofstream(folder / "done") << "0\n";
    EXPECT_FALSE(ResultFiles(folder.path()).read({"..", "arm"}, everything).done);
    EXPECT_FALSE(ResultFiles(folder.path()).read({"01_gaa_x/arm", "../x"}, everything).done);
}

TEST_F(ResultFilesTest, OfASecondOutcomeHaveItsReturnCodeAsDone) {
    const auto second = folder / ".bm-flakes/01_gaa_x/arm";
    stdfs::create_directories(second);
    std::ofstream(second + "/return_code") << "2\n";
    std::ofstream(second + "/err") << "a.c:1: error: no\n";
    const auto found = ResultFiles(folder.path()).seconds();
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].folder.board, "arm");
    EXPECT_THAT(found[0].files.done, Optional(std::string("2\n")));
    EXPECT_EQ(found[0].files.err, "a.c:1: error: no\n");
}

}  // namespace
}  // namespace bm::adapters::fs
