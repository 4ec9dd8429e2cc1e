// SPDX-License-Identifier: GPL-2.0-or-later
// Real programs with the library in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "adapters/trace/preload_library.hpp"
#include "adapters/trace/trace_log.hpp"
#include "tests/support/temp_dir.hpp"

namespace bm::adapters::trace {
namespace {

namespace stdfs = std::filesystem;
using testing::Contains;
using testing::Not;

class TraceTest : public testing::Test {
  protected:
    void SetUp() override {
        stdfs::create_directories(stdfs::path(folder.path()) / "in/sub");
        write("in/a.txt", "a\n");
        write("in/sub/b.txt", "b\n");
    }
    std::string path(const std::string& name) const { return folder.path() + "/" + name; }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name)) << text;
    }
    /// Status of a shell command in the folder, which is watched.
    int run(const std::string& command) {
        const pid_t child = ::fork();
        if (child == 0) {
            if (::chdir(folder.path().c_str()) != 0) _exit(126);
            const auto variables = log.variables(library.path());
            const std::string of_log = "BM_TRACE_LOG=" + variables.at("BM_TRACE_LOG"),
                              of_library = "LD_PRELOAD=" + variables.at("LD_PRELOAD");
            const char* environment[] = {"PATH=/usr/bin:/bin", of_log.c_str(), of_library.c_str(),
                                         nullptr};
            const char* arguments[] = {"sh", "-c", command.c_str(), nullptr};
            ::execve("/bin/sh", const_cast<char**>(arguments), const_cast<char**>(environment));
            _exit(127);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    bool met(Access access, const std::string& name) const {
        const auto all = log.read().met;
        return std::ranges::find(all, Met{access, name.starts_with('/') ? name : path(name)}) !=
               all.end();
    }

    bm::tests::TempDir folder;
    MemoryFile library = *preload_library();
    TraceLog log = *TraceLog::create();
};

TEST_F(TraceTest, WhatIsReadFoundListedAndMissedIsThere) {
    ASSERT_EQ(run("cat in/a.txt >/dev/null; ls in >/dev/null; test -e in/none; test -e "
                  "in/sub/b.txt; echo x > out"),
              0);
    EXPECT_TRUE(met(Access::read, "in/a.txt"));
    EXPECT_TRUE(met(Access::list, "in"));
    EXPECT_TRUE(met(Access::absent, "in/none"));
    EXPECT_TRUE(met(Access::present, "in/sub/b.txt"));
    EXPECT_TRUE(met(Access::write, "out"));
    EXPECT_FALSE(met(Access::read, "in/sub/b.txt"));
    EXPECT_TRUE(log.read().whole);
}

TEST_F(TraceTest, APathIsThatOfTheDirectoryInWhichItWasNamed) {
    ASSERT_EQ(run("cd in && cat sub/b.txt ../in/a.txt >/dev/null"), 0);
    EXPECT_TRUE(met(Access::read, "in/sub/b.txt"));
    EXPECT_TRUE(met(Access::read, "in/../in/a.txt"));
}

TEST_F(TraceTest, AProgramWithAnEmptyEnvironmentIsWatchedAllTheSame) {
    ASSERT_EQ(run("env -i /bin/cat in/a.txt >/dev/null"), 0);
    EXPECT_TRUE(met(Access::read, "in/a.txt"));
}

TEST_F(TraceTest, AScriptIsReadAndSoIsWhatRunsIt) {
    write("script", "#!/bin/cat\n");
    ::chmod(path("script").c_str(), 0755);
    ASSERT_EQ(run("./script >/dev/null"), 0);
    EXPECT_TRUE(met(Access::read, "./script"));
    EXPECT_TRUE(met(Access::read, "/bin/cat"));
}

TEST_F(TraceTest, APlaceOfPathWhereAProgramIsNotIsLookedAt) {
    ASSERT_EQ(run("env PATH=" + path("in") + ":/usr/bin:/bin env true"), 0);
    EXPECT_TRUE(met(Access::absent, "in/true"));
}

TEST_F(TraceTest, AStaticProgramMakesItNotWhole) {
    write("p.c", "int main(void) { return 0; }\n");
    ASSERT_EQ(std::system(("gcc -static -o " + path("static") + " " + path("p.c")).c_str()), 0);
    ASSERT_EQ(run("./static"), 0);
    EXPECT_TRUE(met(Access::unwatched, "./static"));
    EXPECT_FALSE(log.read().whole);
}

TEST_F(TraceTest, AProgramWithASanitizerRunsWithoutTheLibraryAndMakesItNotWhole) {
    write("p.c", "int main(void) { return 0; }\n");
    ASSERT_EQ(
        std::system(("gcc -fsanitize=address -o " + path("checked") + " " + path("p.c")).c_str()),
        0);
    EXPECT_EQ(run("./checked"), 0);
    EXPECT_FALSE(log.read().whole);
}

TEST_F(TraceTest, AProgramWithOtherRightsMakesItNotWhole) {
    stdfs::copy("/bin/true", path("other"));
    ::chmod(path("other").c_str(), 04755);
    ASSERT_EQ(run("./other"), 0);
    EXPECT_FALSE(log.read().whole);
}

TEST_F(TraceTest, WhatEndedOfASignalHasLeftWhatItMet) {
    EXPECT_NE(run("cat in/a.txt >/dev/null; kill -9 $$"), 0);
    EXPECT_TRUE(met(Access::read, "in/a.txt"));
}

TEST_F(TraceTest, ManyProgramsAtOnceLoseNothing) {
    ASSERT_EQ(run("for i in 1 2 3 4 5 6 7 8; do (for j in 1 2 3 4 5 6 7 8 9; do test -e in/$i$j; "
                  "test -e in/same$j; done) & done; wait"),
              0);
    std::size_t apart = 0, same = 0;
    for (const auto& each : log.read().met) {
        if (each.access != Access::absent) continue;
        same += each.path.starts_with(path("in/same")) ? 1 : 0;
        apart +=
            each.path.starts_with(path("in/")) && !each.path.starts_with(path("in/same")) ? 1 : 0;
    }
    EXPECT_EQ(apart, 72u);
    EXPECT_EQ(same, 9u) << "each once";
}

TEST_F(TraceTest, ALogThatIsClearedIsEmptyAndServesAgain) {
    ASSERT_EQ(run("cat in/a.txt >/dev/null"), 0);
    log.clear();
    EXPECT_TRUE(log.read().met.empty());
    ASSERT_EQ(run("cat in/sub/b.txt >/dev/null"), 0);
    EXPECT_TRUE(met(Access::read, "in/sub/b.txt"));
    EXPECT_FALSE(met(Access::read, "in/a.txt"));
}

TEST_F(TraceTest, WhatABuildDidToItsLogIsNoHarm) {
    ASSERT_EQ(run("cat in/a.txt >/dev/null; dd if=/dev/urandom of=$BM_TRACE_LOG bs=4096 count=64 "
                  "conv=notrunc 2>/dev/null"),
              0);
    (void)log.read();
    EXPECT_FALSE(log.read().whole);
}

TEST_F(TraceTest, ProgramsRunAsEverWhereTheLogIsGone) {
    EXPECT_EQ(run("BM_TRACE_LOG=/none cat in/a.txt >/dev/null && echo x > out"), 0);
}

TEST_F(TraceTest, MakeLooksNamesUpAndReadsWhatMatchesAPattern) {
    write("Makefile",
          "x := $(wildcard in/*.txt in/none)\nall: in/sub/b.o\n\t@cat $(x)\n%.o: %.txt; @:\n");
    ASSERT_EQ(run("make -s >/dev/null"), 0);
    EXPECT_TRUE(met(Access::pattern, "in/*.txt"));
    EXPECT_TRUE(met(Access::pattern, "in/none"));
    EXPECT_TRUE(met(Access::lookup, "in"));
    EXPECT_FALSE(met(Access::list, "in"));
    EXPECT_TRUE(met(Access::read, "in/a.txt"));
    EXPECT_TRUE(log.read().whole);
}

TEST_F(TraceTest, MakeThatFindsAFileHasNotReadIt) {
    write("Makefile", "all: in/a.txt; @:\n");
    ASSERT_EQ(run("make -s"), 0);
    EXPECT_TRUE(met(Access::exists, "in/a.txt"));
    EXPECT_FALSE(met(Access::present, "in/a.txt"));
}

TEST_F(TraceTest, FindThatLooksForNamesWantsThoseAlone) {
    ASSERT_EQ(run("find in -name '*.txt' -o -name K >/dev/null"), 0);
    EXPECT_TRUE(met(Access::pattern, "in/**/*.txt"));
    EXPECT_TRUE(met(Access::pattern, "in/**/K"));
    EXPECT_FALSE(met(Access::list, "in"));
    ASSERT_EQ(run("find in -newer in/a.txt -name x"), 0);
    EXPECT_TRUE(met(Access::list, "in")) << "more than names matters";
}

TEST_F(TraceTest, AFindThatDoesMoreListsAll) {
    ASSERT_EQ(run("find in -name '*.txt' -exec true ';'"), 0);
    EXPECT_TRUE(met(Access::list, "in"));
    log.clear();
    ASSERT_EQ(run("cd in; find -name '*.txt' >/dev/null"), 0);
    EXPECT_TRUE(met(Access::list, "in/."));
}

TEST_F(TraceTest, AFilterReadsTheLinesThatHaveItsText) {
    write("in/.config", "CONFIG_ABC=y\nCONFIG_NAME=\"x\"\n");
    ASSERT_EQ(
        run("cd in; grep -q CONFIG_ABC=y .config && grep -lq '^CONFIG_ABC' .config >/dev/null && "
            "sed -n 's/CONFIG_NAME=\"\\(.*\\)\"$/\\1/p' .config >/dev/null"),
        0);
    EXPECT_TRUE(met(Access::filter, "in/.config\tCONFIG_ABC=y"));
    EXPECT_TRUE(met(Access::filter, "in/.config\tCONFIG_ABC"));
    EXPECT_TRUE(met(Access::filter, "in/.config\tCONFIG_NAME="));
    EXPECT_FALSE(met(Access::read, "in/.config"));
}

TEST_F(TraceTest, AFilterThatTellsMoreReadsTheWholeFile) {
    write("in/.config", "CONFIG_ABC=y\n");
    for (const auto* filter :
         {"grep -v CONFIG_ABC", "grep -n CONFIG_ABC", "grep 'a\\|b'", "grep ab",
          "grep -e CONFIG_ABC", "grep CONFIG_ABC -v", "grep 'abc*d'", "sed s/CONFIG/x/",
          "sed -n '1p;s/CONFIG/x/p'", "sed -n 's/CONFIG/x/p' in/a.txt"}) {
        log.clear();
        (void)run(std::string(filter) + " in/.config >/dev/null");
        EXPECT_TRUE(met(Access::read, "in/.config")) << filter;
    }
}

TEST_F(TraceTest, OfKconfigTextTheScriptThatIsKnownReadsTheNamesOfOptions) {
    stdfs::create_directories(path("scripts"));
    write("in/Kconfig", "config A\n");
    write("scripts/check-config.sh",
          "#!/bin/sh\ncat `find in -name 'Kconfig*'` in/a.txt | sed p >/dev/null\n");
    ::chmod(path("scripts/check-config.sh").c_str(), 0755);
    ASSERT_EQ(run("scripts/check-config.sh; cat in/sub/b.txt >/dev/null"), 0);
    EXPECT_TRUE(met(Access::names, "in/Kconfig"));
    EXPECT_TRUE(met(Access::names_pattern, "in/**/Kconfig*"));
    EXPECT_TRUE(met(Access::read, "in/a.txt"));
    EXPECT_FALSE(met(Access::read, "in/Kconfig"));
    ASSERT_EQ(run("cat in/Kconfig >/dev/null"), 0);
    EXPECT_TRUE(met(Access::read, "in/Kconfig")) << "by somebody else";
}

TEST_F(TraceTest, GitThatIsAskedForTheVersionReadsNoInput) {
    ASSERT_EQ(std::system(("git init -q " + path("in")).c_str()), 0);
    ASSERT_EQ(
        run("cd in && git status >/dev/null; git -c x.y=z -C sub rev-parse --git-dir >/dev/null"),
        0);
    EXPECT_FALSE(met(Access::present, "in/a.txt"));
    EXPECT_FALSE(met(Access::list, "in/sub"));
    EXPECT_TRUE(log.read().whole);
}

TEST_F(TraceTest, WhatACompilerReadsMakeMayKnow) {
    write("p.c", "#include \"in/a.txt\"\n");
    write("in/a.txt", "int a;\n");
    ASSERT_EQ(run("gcc -c -o p.o p.c"), 0);
    EXPECT_TRUE(met(Access::compiled, "in/a.txt") || met(Access::compiled, "./in/a.txt"));
    EXPECT_FALSE(met(Access::read, "in/a.txt"));
    EXPECT_TRUE(met(Access::compiled, "p.c"));
    EXPECT_FALSE(met(Access::present, "p.c")) << "the driver only sees that it is there";
}

// Each change of a source had made U-Boot's next build one from nothing.
TEST_F(TraceTest, FixdepReadsWhatItWritesARecordOf) {
    stdfs::create_directories(path("scripts/basic"));
    stdfs::copy("/bin/cat", path("scripts/basic/fixdep"));
    ASSERT_EQ(run("scripts/basic/fixdep in/a.txt >/dev/null"), 0);
    EXPECT_TRUE(met(Access::compiled, "in/a.txt"));
    EXPECT_FALSE(met(Access::read, "in/a.txt"));
}

TEST_F(TraceTest, AProgramKeepsTheLibrariesThatItIsGivenBeside) {
    ASSERT_EQ(run("env LD_PRELOAD=/none.so env 2>/dev/null >out"), 0);
    std::ifstream out(path("out"));
    const std::string text{std::istreambuf_iterator<char>(out), {}};
    EXPECT_NE(text.find(":/none.so\n"), std::string::npos) << text;
}

TEST_F(TraceTest, GitThatIsAskedForMoreMakesItNotWhole) {
    ASSERT_EQ(std::system(("git init -q " + path("in")).c_str()), 0);
    for (const auto* words : {"ls-files", "config -f a.txt x.y", "rev-parse HEAD:a.txt"}) {
        log.clear();
        (void)run(std::string("cd in && git ") + words + " >/dev/null 2>&1");
        EXPECT_FALSE(log.read().whole) << words;
    }
}

// What ccache finds in its cache was compiled when other headers were not there.
TEST_F(TraceTest, ACacheOfCompilersMakesItNotWhole) {
    stdfs::copy("/bin/true", path("ccache"));
    ASSERT_EQ(run("./ccache"), 0);
    EXPECT_TRUE(met(Access::unwatched, path("ccache") + ": answers for compilers"));
    EXPECT_FALSE(log.read().whole);
}

TEST_F(TraceTest, AProgramThatWalksInsideOfTheCLibraryIsNamed) {
    write("p.c",
          "#define _GNU_SOURCE\n#include <ftw.h>\nint f(const char*p,const struct stat*s,int "
          "t,struct "
          "FTW*w){return 0;}\nint main(void) { return nftw(\"in\", f, 4, 0); }\n");
    ASSERT_EQ(std::system(("gcc -o " + path("walk") + " " + path("p.c")).c_str()), 0);
    ASSERT_EQ(run("./walk"), 0);
    EXPECT_TRUE(met(Access::unwatched, path("walk") + ": nftw"));
    EXPECT_FALSE(log.read().whole);
}

}  // namespace
}  // namespace bm::adapters::trace
