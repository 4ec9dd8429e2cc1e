// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/fs/result_tree.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <thread>

#include "adapters/fs/private_folder.hpp"

namespace bm::adapters::fs {
namespace {

namespace stdfs = std::filesystem;

class ResultTreeTest : public ::testing::Test {
  protected:
    ResultTreeTest()
        : folder(*PrivateFolder::make(stdfs::temp_directory_path().string(), "bm-test-")),
          tree(*ResultTree::open(folder.path() + "/out/branch")) {}

    std::string path(const ports::BuildFolder& at, const std::string& name = "") const {
        return folder.path() + "/out/branch/" + at.commit + "/" + at.board + "/" + name;
    }
    static std::string read(const std::string& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    std::map<std::string, std::string> files(const ports::BuildFolder& at) const {
        std::map<std::string, std::string> all;
        if (!stdfs::exists(path(at))) return all;
        for (const auto& entry : stdfs::directory_iterator(path(at)))
            all[entry.path().filename().string()] = read(entry.path().string());
        return all;
    }
    /// A spool folder with these files.
    std::string spool(const std::map<std::string, std::string>& files) const {
        const auto at = folder.path() + "/spool/7.0";
        stdfs::create_directories(at);
        for (const auto& [name, bytes] : files) std::ofstream(at + "/" + name) << bytes;
        return at;
    }
    static void write(const std::string& file, const std::string& bytes) {
        std::ofstream(file) << bytes;
    }

    PrivateFolder folder;
    ResultTree tree;
    const ports::BuildFolder first{"01_gaa_x", "arm"};
    const ports::BuildFolder second{"02_gbb_y", "arm"};
};
using Files = std::map<std::string, std::string>;

TEST_F(ResultTreeTest, KeepsASecondOutcomeWhereNobodyTakesItForTheFirst) {
    ASSERT_TRUE(tree.put(first, {0, "", ""}, std::nullopt));
    const auto before = files(first);
    result::Outcome outcome{2, "", "a.c:1: error: no\n"};
    outcome.host = "oak";
    outcome.spool_folder = spool({{"return_code", "a worker's own"}, {"u-boot.bin", "bytes"}});
    outcome.spooled = {"return_code", "u-boot.bin"};
    ASSERT_TRUE(tree.keep_second(first, outcome));
    EXPECT_EQ(files(first), before);
    const ports::BuildFolder beside{".bm-flakes/" + first.commit, first.board};
    EXPECT_EQ(files(beside), (Files{{"err", "a.c:1: error: no\n"},
                                    {"host", "oak\n"},
                                    {"log", ""},
                                    {"return_code", "2"},
                                    {"u-boot.bin", "bytes"}}));
    EXPECT_FALSE(stdfs::exists(outcome.spool_folder));
    ASSERT_TRUE(tree.keep_second(first, {3, "", ""}));
    EXPECT_EQ(files(beside), (Files{{"log", ""}, {"return_code", "3"}})) << "the newest";
    EXPECT_FALSE(tree.keep_second({"../x", "arm"}, {}));
}

TEST_F(ResultTreeTest, TellsInWhichFilesTwoOutcomesDiffer) {
    result::Outcome one{0, "made this", "a warning\n"}, other{0, "made that", "a warning\n"};
    one.texts = {{"sizes", "1"}, {"out-env", "date 1"}, {"only-here", ""}};
    other.texts = {{"sizes", "2"}, {"out-env", "date 2"}};
    other.host = "oak";
    ASSERT_TRUE(tree.put(first, one, std::nullopt));
    EXPECT_FALSE(tree.different(first, second)) << "there is none yet";
    ASSERT_TRUE(tree.put(second, other, std::nullopt));
    EXPECT_EQ(*tree.different(first, second), (std::vector<std::string>{"only-here", "sizes"}));
    other.stderr_text = "another\n";
    other.return_code = 2;
    ASSERT_TRUE(tree.put(second, other, std::nullopt));
    EXPECT_EQ(*tree.different(first, second),
              (std::vector<std::string>{"done", "err", "only-here", "sizes"}));
    EXPECT_FALSE(tree.different(first, {"../x", "arm"}));
}

TEST_F(ResultTreeTest, HoldsWhatWasPut) {
    ASSERT_TRUE(tree.put(first,
                         {.return_code = 2,
                          .stdout_text = "out",
                          .stderr_text = "bad\n",
                          .sizes = "1 2 3 6 6 u-boot"},
                         {}));
    EXPECT_EQ(
        files(first),
        (Files{{"done", "2"}, {"err", "bad\n"}, {"log", "out"}, {"sizes", "1 2 3 6 6 u-boot\n"}}));
    const auto stored = tree.find(first);
    ASSERT_TRUE(stored);
    EXPECT_EQ(*stored, (ports::StoredBuild{2, "bad\n", "1 2 3 6 6 u-boot\n", false}));
    write(path(first, "lines"), "");
    EXPECT_TRUE((*tree.find(first))->has_lines);
}

TEST_F(ResultTreeTest, SaysThatThereIsNoOutcomeYet) {
    EXPECT_EQ(*tree.find(first), std::nullopt);
    ASSERT_TRUE(tree.put(first, {}, {}));
    write(path(first, "done"), "-1");
    EXPECT_EQ(*tree.find(first), std::nullopt);
}

TEST_F(ResultTreeTest, ReplacesAnEarlierOutcomeWholly) {
    ASSERT_TRUE(
        tree.put(first, {.stderr_text = "old", .host = "ruru", .texts = {{"old", "x"}}}, {}));
    write(path(first, "~left-behind~"), "by a crash");
    ASSERT_TRUE(tree.put(first, {.stdout_text = "new"}, {}));
    EXPECT_EQ(files(first), (Files{{"done", "0"}, {"log", "new"}}));
}

TEST_F(ResultTreeTest, NeverShowsTheDoneOfOneOutcomeWithTheLogOfAnother) {
    constexpr int rounds = 300;
    std::atomic<bool> finished = false;
    std::thread writer([&] {
        for (int i = 0; i < rounds; ++i)
            EXPECT_TRUE(tree.put(first, {.return_code = i, .stdout_text = std::to_string(i)}, {}));
        finished = true;
    });
    int seen = 0;
    for (bool last_look = false; !last_look;) {
        last_look = finished;
        const auto before = read(path(first, "done"));
        const auto log = read(path(first, "log"));
        const auto after = read(path(first, "done"));
        if (before.empty() || before != after) continue;
        ++seen;
        EXPECT_EQ(log, after);
    }
    writer.join();
    EXPECT_GT(seen, 0);
}

TEST_F(ResultTreeTest, MovesSpooledFilesAndRemovesTheirFolder) {
    const auto at = spool({{"u-boot.cfg", "#define A"}, {"not-named", "x"}});
    ASSERT_TRUE(tree.put(first, {.spool_folder = at, .spooled = {"u-boot.cfg"}}, {}));
    EXPECT_EQ(files(first), (Files{{"done", "0"}, {"log", ""}, {"u-boot.cfg", "#define A"}}));
    EXPECT_FALSE(stdfs::exists(at));
}

TEST_F(ResultTreeTest, MakesSpooledFilesReadableAndKeepsThemRunnable) {
    const auto at = spool({{"a", "x"}, {"tool", "x"}});
    ASSERT_EQ(::chmod((at + "/a").c_str(), 0600), 0);
    ASSERT_EQ(::chmod((at + "/tool").c_str(), 04700), 0);
    ASSERT_TRUE(tree.put(first, {.spool_folder = at, .spooled = {"a", "tool"}}, {}));
    struct stat status {};
    ASSERT_EQ(::stat(path(first, "a").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777u, 0644u);
    ASSERT_EQ(::stat(path(first, "tool").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777u, 0755u);
}

TEST_F(ResultTreeTest, CopiesASpooledFileThatHasAnotherName) {
    const auto at = spool({{"a", "before"}});
    stdfs::create_hard_link(at + "/a", folder.path() + "/other-name");
    ASSERT_TRUE(tree.put(first, {.spool_folder = at, .spooled = {"a"}}, {}));
    write(folder.path() + "/other-name", "after");
    EXPECT_EQ(read(path(first, "a")), "before");
}

TEST_F(ResultTreeTest, RefusesSpooledLinksFoldersAndWhatIsNotThere) {
    write(folder.path() + "/secret", "s");
    for (const std::string kind : {"link", "folder", "pipe", "nothing"}) {
        const auto at = spool({{"good", "x"}});
        if (kind == "link") stdfs::create_symlink(folder.path() + "/secret", at + "/bad");
        if (kind == "folder") stdfs::create_directory(at + "/bad");
        if (kind == "pipe") ::mkfifo((at + "/bad").c_str(), 0600);
        const auto put = tree.put(first, {.spool_folder = at, .spooled = {"bad", "good"}}, {});
        ASSERT_FALSE(put) << kind;
        EXPECT_EQ(put.error().kind, core::ErrorKind::refused) << kind;
        EXPECT_TRUE(files(first).empty()) << kind;
        EXPECT_EQ(read(folder.path() + "/secret"), "s");
    }
}

TEST_F(ResultTreeTest, RefusesASpoolFolderThatIsALink) {
    stdfs::create_directory_symlink("/etc", folder.path() + "/spool-link");
    const auto put =
        tree.put(first, {.spool_folder = folder.path() + "/spool-link", .spooled = {"passwd"}}, {});
    EXPECT_FALSE(put);
    EXPECT_TRUE(files(first).empty());
    EXPECT_TRUE(stdfs::exists("/etc/passwd"));
}

TEST_F(ResultTreeTest, RefusesPlacesOutsideTheBase) {
    for (const ports::BuildFolder& bad : {ports::BuildFolder{"..", "arm"},
                                          {"a/b", "arm"},
                                          {"01_gaa_x", "../x"},
                                          {"01_gaa_x", ""},
                                          {"", ".."},
                                          {".", "arm"}})
        EXPECT_FALSE(tree.put(bad, {}, {})) << bad.commit << " " << bad.board;
}

TEST_F(ResultTreeTest, SharesTheBytesOfLargeEqualFilesWithTheNeighbour) {
    const std::string large(5000, 'x');
    ASSERT_TRUE(tree.put(first, {.texts = {{"big", large}, {"other", large}, {"small", "x"}}}, {}));
    ASSERT_TRUE(tree.put(
        second, {.texts = {{"big", large}, {"other", large + "y"}, {"small", "x"}}}, first));
    EXPECT_EQ(stdfs::hard_link_count(path(second, "big")), 2u);
    EXPECT_EQ(stdfs::hard_link_count(path(second, "other")), 1u);
    EXPECT_EQ(stdfs::hard_link_count(path(second, "small")), 1u);
    EXPECT_EQ(
        files(second),
        (Files{
            {"done", "0"}, {"log", ""}, {"big", large}, {"other", large + "y"}, {"small", "x"}}));
}

TEST_F(ResultTreeTest, LeavesTheNeighbourAsItIsWhenALinkedFileIsReplaced) {
    const std::string large(5000, 'x');
    ASSERT_TRUE(tree.put(first, {.texts = {{"big", large}}}, {}));
    ASSERT_TRUE(tree.put(second, {.texts = {{"big", large}}}, first));
    ASSERT_TRUE(tree.put(second, {.texts = {{"big", "changed"}}}, first));
    EXPECT_EQ(read(path(first, "big")), large);
}

TEST_F(ResultTreeTest, DoesNotMindANeighbourThatIsNotThere) {
    EXPECT_TRUE(tree.put(second, {.texts = {{"big", std::string(5000, 'x')}}}, first));
}

TEST_F(ResultTreeTest, LeavesNothingWhenAFileCannotBeWritten) {
    ASSERT_TRUE(tree.put(first, {.stdout_text = "old"}, {}));
    struct rlimit before {};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const auto old = std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit tight { 4096, before.rlim_max };
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    const auto put = tree.put(first, {.stdout_text = std::string(10'000, 'x')}, {});
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, old);
    ASSERT_FALSE(put);
    EXPECT_NE(put.error().message.find("log"), std::string::npos);
    EXPECT_TRUE(files(first).empty());
    EXPECT_EQ(*tree.find(first), std::nullopt);
}

TEST_F(ResultTreeTest, InAWorkDirectoryTouchesOnlyResultFiles) {
    const ports::BuildFolder base{};
    write(path(base, "Makefile"), "all:");
    write(path(base, "done"), "5");
    write(path(base, "old.sizes"), "x");
    ASSERT_TRUE(tree.put(base, {}, {}));
    EXPECT_EQ(files(base), (Files{{"Makefile", "all:"}, {"done", "0"}, {"log", ""}}));
}

TEST_F(ResultTreeTest, RenamesFoldersSetsThemAsideAndTakesThemBack) {
    ASSERT_TRUE(tree.put(first, {.return_code = 3}, {}));
    ASSERT_TRUE(tree.put(second, {.return_code = 4}, {}));
    EXPECT_TRUE(tree.kept()->empty());
    ASSERT_TRUE(tree.arrange({{{"01_gaa_x", "05_gaa_x"}}, {}, {"02_gbb_y"}, {}}));
    EXPECT_EQ(tree.find({"05_gaa_x", "arm"}).value()->return_code, 3);
    EXPECT_EQ(*tree.find(second), std::nullopt);
    ASSERT_EQ(tree.kept()->size(), 1u);
    EXPECT_EQ(tree.kept()->front().name, "02_gbb_y");
    EXPECT_LT(tree.kept()->front().age, std::chrono::minutes{10});
    ASSERT_TRUE(tree.arrange({{}, {}, {"05_gaa_x"}, {{"02_gbb_y", "07_gbb_y"}}}));
    EXPECT_EQ(tree.find({"07_gbb_y", "arm"}).value()->return_code, 4);
    ASSERT_TRUE(tree.arrange({{}, {"05_gaa_x"}, {}, {}}));
    EXPECT_TRUE(tree.kept()->empty());
}

TEST_F(ResultTreeTest, NeverRenamesOntoAFolder) {
    ASSERT_TRUE(tree.put(first, {.return_code = 3}, {}));
    ASSERT_TRUE(tree.put(second, {.return_code = 4}, {}));
    EXPECT_FALSE(tree.arrange({{{"01_gaa_x", "02_gbb_y"}}, {}, {}, {}}));
    EXPECT_FALSE(tree.arrange({{}, {"../spool"}, {}, {}}));
    EXPECT_FALSE(tree.arrange({{}, {}, {}, {{"..", "03_gcc_z"}}}));
    EXPECT_EQ((*tree.find(second))->return_code, 4);
}

TEST_F(ResultTreeTest, OpensABaseThatIsALink) {
    stdfs::create_directory(folder.path() + "/real");
    stdfs::create_directory_symlink(folder.path() + "/real", folder.path() + "/linked");
    auto linked = ResultTree::open(folder.path() + "/linked");
    ASSERT_TRUE(linked);
    ASSERT_TRUE(linked->put(first, {}, {}));
    EXPECT_TRUE(stdfs::exists(folder.path() + "/real/01_gaa_x/arm/done"));
}

TEST_F(ResultTreeTest, NamesABaseThatCannotBeMade) {
    write(folder.path() + "/file", "");
    const auto opened = ResultTree::open(folder.path() + "/file/out");
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find(folder.path() + "/file/out"), std::string::npos);
    EXPECT_NE(opened.error().message.find("-o"), std::string::npos);
}

}  // namespace
}  // namespace bm::adapters::fs
