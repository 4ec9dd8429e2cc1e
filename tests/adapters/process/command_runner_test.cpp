// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/process/command_runner.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "tests/adapters/process/owner.hpp"
#include "tests/support/git/repository.hpp"
#include "tests/support/own_executable.hpp"

namespace bm::tests {
namespace {

using adapters::process::CommandRunner;
using ports::ProcessEnd;
using Kind = ProcessEnd::Kind;
using std::chrono::milliseconds;

ProcessEnd run(ports::ProcessSpec spec) { return CommandRunner({own_executable(), -1}).run(spec); }

TEST(CommandRunner, TellsHowAProgramEndedAndWhatItSaid) {
    const auto end = run(shell("echo out; echo err >&2; exit 7"));
    EXPECT_EQ(end.kind, Kind::exited);
    EXPECT_EQ(end.code, 7);
    EXPECT_EQ(end.out, "out\n");
    EXPECT_EQ(end.err, "err\n");
}

TEST(CommandRunner, TellsTheSignalThatEndedAProgram) {
    const auto end = run(shell("kill -9 $$"));
    EXPECT_EQ(end.kind, Kind::signalled);
    EXPECT_EQ(end.code, 9);
}

TEST(CommandRunner, TheLibrariesThatAProgramIsGivenAreNotLoadedIntoItsGuard) {
    auto spec = shell("echo $LD_PRELOAD; cat /proc/$PPID/environ");
    spec.environment["LD_PRELOAD"] = "/none.so";
    const auto end = run(spec);
    EXPECT_TRUE(end.out.starts_with("/none.so\n")) << end.out;
    EXPECT_EQ(end.out.find(std::string("\0LD_PRELOAD", 11)), std::string::npos) << end.out;
}

TEST(CommandRunner, SaysWhyAProgramCannotStart) {
    auto spec = shell("");
    spec.argv = {"no-such-program"};
    const auto end = run(spec);
    EXPECT_EQ(end.kind, Kind::not_started);
    EXPECT_EQ(end.problem, "no-such-program: No such file or directory");
}

TEST(CommandRunner, SaysThatADirectoryIsNotThere) {
    auto spec = shell("true");
    spec.directory = "/nowhere";
    const auto end = run(spec);
    EXPECT_EQ(end.kind, Kind::not_started);
    EXPECT_NE(end.problem.find("/nowhere"), std::string::npos);
}

TEST(CommandRunner, GivesAProgramNothingOfOursButItsStreams) {
    const auto end =
        run(shell("env; ls /proc/self/fd | tr '\\n' ' '; cat; readlink /proc/$$/fd/0"));
    EXPECT_EQ(end.out.find("HOME="), std::string::npos);
    EXPECT_NE(end.out.find("0 1 2 3 /dev/null"), std::string::npos) << end.out;  // 3: ls itself
}

TEST(CommandRunner, GivesAProgramTheFileThatItIsToRead) {
    const TempDir temp;
    write(temp / "in", std::string(3'000'000, 'a') + "end");
    auto spec = shell("wc -c; readlink /proc/$$/fd/0");
    spec.input = temp / "in";
    EXPECT_EQ(run(spec).out, "3000003\n" + (temp / "in") + "\n");
}

TEST(CommandRunner, NamesAnInputThatIsNotThere) {
    auto spec = shell("cat");
    spec.input = "/nowhere/in";
    const auto end = run(spec);
    EXPECT_EQ(end.kind, Kind::not_started);
    EXPECT_EQ(end.problem, "cannot read /nowhere/in: No such file or directory");
}

TEST(CommandRunner, KeepsHeadAndTailOfEndlessOutput) {
    const auto end = run(shell("head -c 20000000 /dev/zero | tr '\\0' x; echo last"));
    EXPECT_TRUE(end.cut);
    EXPECT_LT(end.out.size(), 2'000'000u);
    EXPECT_TRUE(end.out.ends_with("xlast\n"));
    EXPECT_NE(end.out.find("bytes left out"), std::string::npos);
}

TEST(CommandRunner, KeepsOutputWholeWhereAsked) {
    auto spec = shell("head -c 5000000 /dev/zero");
    spec.whole_output = 6'000'000;
    const auto end = run(spec);
    EXPECT_FALSE(end.cut);
    EXPECT_EQ(end.out, std::string(5'000'000, '\0'));
}

TEST(CommandRunner, KillsEverythingAtTheLimit) {
    const TempDir temp;
    auto spec = shell(build_with_daemons(temp.path()));
    spec.limit = milliseconds(1500);
    const auto end = run(spec);
    EXPECT_EQ(end.kind, Kind::limit);
    EXPECT_TRUE(all_written(temp.path()));
    EXPECT_FALSE(any_lives(temp.path()));
}

TEST(CommandRunner, StopsAProgramWhoseOutputIsNotToGoOn) {
    auto spec = shell("while :; do echo again; done");
    spec.keep_going = [](std::string_view bytes) { return bytes.find("again") == bytes.npos; };
    EXPECT_EQ(run(spec).kind, Kind::stopped);
}

TEST(CommandRunner, LeavesNothingOfAProgramThatEndsByItself) {
    const TempDir temp;
    const auto end = run(shell("(setsid sh -c 'echo $$ >" + temp.path() +
                               "/daemon.pid; sleep 1000' &); while ! [ -s " + temp.path() +
                               "/daemon.pid ]; do :; done"));
    EXPECT_EQ(end.kind, Kind::exited);
    EXPECT_FALSE(lives(pid_in(temp / "daemon.pid")));
}

TEST(CommandRunner, OutrunsAProgramThatForksWithoutEnd) {
    auto spec = shell(
        "f() { for i in 1 2 3 4 5 6 7 8; do ( setsid sleep 1000 & ) ; done; }; "
        "while :; do f; done");
    spec.limit = milliseconds(700);
    const auto end = run(spec);
    EXPECT_EQ(end.kind, Kind::limit);
}

TEST(CommandRunner, SaysThatTheGuardWasKilledAndClearsUpAfterIt) {
    const TempDir temp;
    ProcessEnd end;
    std::thread build([&] { end = run(shell(build_with_daemons(temp.path()))); });
    ASSERT_TRUE(eventually([&] { return all_written(temp.path()); }));
    std::ifstream stat("/proc/" + std::to_string(pid_in(temp / "build.pid")) + "/stat");
    std::string number, name, state;
    pid_t guard = 0;
    stat >> number >> name >> state >> guard;
    kill(guard, SIGKILL);
    build.join();
    EXPECT_EQ(end.kind, Kind::lost);
    EXPECT_FALSE(any_lives(temp.path()));
}

TEST(CommandRunner, ServesManyThreadsAtOnce) {
    std::vector<std::thread> threads;
    std::vector<int> codes(20, -1);
    for (int i = 0; i < 20; ++i)
        threads.emplace_back([&codes, i] {
            codes[static_cast<std::size_t>(i)] = run(shell("exit " + std::to_string(i))).code;
        });
    for (auto& thread : threads) thread.join();
    for (int i = 0; i < 20; ++i) EXPECT_EQ(codes[static_cast<std::size_t>(i)], i);
}

TEST(Guard, EndsTheBuildAndOnlyThenGivesUpTheLockWhenItsOwnerIsKilled) {
    const TempDir temp;
    const pid_t owner = fork();
    if (owner == 0) {
        execl(own_executable().c_str(), "test", "owner", temp.path().c_str(), nullptr);
        _exit(127);
    }
    ASSERT_TRUE(eventually([&] { return all_written(temp.path()); }));
    kill(owner, SIGKILL);
    const auto killed = std::chrono::steady_clock::now();
    waitpid(owner, nullptr, 0);
    const int lock = open((temp / "lock").c_str(), O_RDWR | O_CLOEXEC);
    ASSERT_TRUE(eventually([&] { return flock(lock, LOCK_EX | LOCK_NB) == 0; }));
    EXPECT_FALSE(any_lives(temp.path())) << "the lock was free before the last descendant was gone";
    EXPECT_LT(std::chrono::steady_clock::now() - killed, std::chrono::seconds(2));
    close(lock);
}

}  // namespace
}  // namespace bm::tests
