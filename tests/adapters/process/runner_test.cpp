// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/process/runner.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "adapters/loop/uv_loop.hpp"
#include "adapters/process/launcher.hpp"
#include "adapters/process/stream.hpp"
#include "tests/adapters/process/owner.hpp"
#include "tests/support/git/repository.hpp"
#include "tests/support/own_executable.hpp"

namespace bm::tests {
namespace {

using adapters::loop::UvLoop;
using adapters::process::Launcher;
using adapters::process::Reader;
using adapters::process::Runner;
using adapters::process::Writer;
using ports::ProcessEnd;
using Kind = ProcessEnd::Kind;

class RunnerTest : public testing::Test {
  protected:
    ProcessEnd run(ports::ProcessSpec spec) {
        ProcessEnd result;
        runner.start(std::move(spec), [&](ProcessEnd end) {
            result = std::move(end);
            loop.stop();
        });
        loop.run();
        return result;
    }

    UvLoop loop;
    Runner runner{loop.handle(), {own_executable(), -1}};
};

TEST_F(RunnerTest, TellsHowAProgramEnded) {
    const auto end = run(shell("echo hello; exit 3"));
    EXPECT_EQ(end.kind, Kind::exited);
    EXPECT_EQ(end.code, 3);
    EXPECT_EQ(end.out, "hello\n");
}

TEST_F(RunnerTest, SaysFromTheLoopThatAProgramCannotStart) {
    auto spec = shell("");
    spec.directory = "/nowhere";
    EXPECT_EQ(run(spec).kind, Kind::not_started);
}

TEST_F(RunnerTest, KillsAtTheLimit) {
    const TempDir temp;
    auto spec = shell(build_with_daemons(temp.path()));
    spec.limit = core::Duration(1500);
    EXPECT_EQ(run(spec).kind, Kind::limit);
    EXPECT_FALSE(any_lives(temp.path()));
}

TEST_F(RunnerTest, KillsWhenTold) {
    const TempDir temp;
    ProcessEnd result;
    const auto ticket = runner.start(shell(build_with_daemons(temp.path())), [&](ProcessEnd end) {
        result = std::move(end);
        loop.stop();
    });
    std::function<void()> look = [&] {
        if (all_written(temp.path())) return runner.kill(ticket);
        loop.set_deadline(loop.now() + core::Duration(1), look);
    };
    loop.set_deadline(loop.now(), look);
    loop.run();
    EXPECT_EQ(result.kind, Kind::cancelled);
    EXPECT_FALSE(any_lives(temp.path()));
}

TEST_F(RunnerTest, RunsAHundredAtOnce) {
    int ended = 0;
    for (int i = 0; i < 100; ++i)
        runner.start(shell("exit 0"), [&](ProcessEnd end) {
            EXPECT_EQ(end.kind, Kind::exited);
            if (++ended == 100) loop.stop();
        });
    loop.run();
    EXPECT_EQ(ended, 100);
}

TEST_F(RunnerTest, StopsWhenItsOutputIsNotToGoOn) {
    auto spec = shell("while :; do echo again; done");
    spec.keep_going = [](std::string_view) { return false; };
    EXPECT_EQ(run(spec).kind, Kind::stopped);
}

TEST(Launcher, TalksWithAWorkerAndTellsItsEndAfterItsLastWord) {
    UvLoop loop;
    std::string said, complained;
    int code = -1;
    auto worker = Launcher(loop.handle(), {{"PATH", "/usr/bin:/bin"}})
                      .launch({"/bin/sh", "-c", "read line; echo got $line; echo bad >&2; exit 4"},
                              {[&](std::string_view b) { said += b; },
                               [&](std::string_view b) { complained += b; },
                               [&](int status, int) {
                                   code = status;
                                   loop.stop();
                               }});
    ASSERT_TRUE(worker);
    (*worker)->input().write("hello\n");
    loop.run();
    EXPECT_EQ(said, "got hello\n");
    EXPECT_EQ(complained, "bad\n");
    EXPECT_EQ(code, 4);
}

TEST(Launcher, GivesAWorkerTheEnvironmentThatItIsToldAndNoOther) {
    UvLoop loop;
    std::string said;
    auto worker =
        Launcher(loop.handle(), {{"LC_ALL", "C"}, {"HOME", "/h"}, {"PATH", "/usr/bin:/bin"}})
            .launch({"/bin/sh", "-c", "echo $LC_ALL $HOME ${PATH:+path}; env | grep -c ^HOME="},
                    {[&](std::string_view b) { said += b; }, [](std::string_view) {},
                     [&](int, int) { loop.stop(); }});
    ASSERT_TRUE(worker);
    loop.run();
    EXPECT_EQ(said, "C /h path\n1\n");
}

TEST(Launcher, SaysThatAWorkerCannotStart) {
    UvLoop loop;
    const auto worker = Launcher(loop.handle(), {}).launch({"/no/such/worker"}, {});
    ASSERT_FALSE(worker);
    EXPECT_NE(worker.error().message.find("/no/such/worker"), std::string::npos);
}

TEST(Launcher, TellsTheSignalThatKilledAWorker) {
    UvLoop loop;
    int killer = 0;
    auto worker = Launcher(loop.handle(), {{"PATH", "/usr/bin:/bin"}})
                      .launch({"/bin/sh", "-c", "exec sleep 1000"}, {{}, {}, [&](int, int signal) {
                                                                         killer = signal;
                                                                         loop.stop();
                                                                     }});
    ASSERT_TRUE(worker);
    (*worker)->kill();
    loop.run();
    EXPECT_EQ(killer, SIGKILL);
}

TEST(Streams, ReadAFileToItsEnd) {
    const TempDir temp;
    write(temp / "f", std::string(200'000, 'a'));
    UvLoop loop;
    std::size_t seen = 0;
    Reader reader(loop.handle(), open((temp / "f").c_str(), O_RDONLY),
                  {[&](std::string_view b) { seen += b.size(); }, [&] { loop.stop(); }});
    loop.run();
    EXPECT_EQ(seen, 200'000u);
}

TEST(Streams, TellOnceThatTheReaderIsGone) {
    int both[2];
    ASSERT_EQ(pipe(both), 0);
    signal(SIGPIPE, SIG_IGN);
    close(both[0]);
    UvLoop loop;
    int broken = 0;
    Writer writer(loop.handle(), both[1], [&] {
        ++broken;
        loop.stop();
    });
    writer.write("x");
    writer.write("y");
    loop.run();
    EXPECT_EQ(broken, 1);
}

TEST(Streams, CountWhatNobodyReads) {
    int both[2];
    ASSERT_EQ(pipe(both), 0);
    UvLoop loop;
    Writer writer(loop.handle(), both[1], {});
    writer.write(std::string(1'000'000, 'x'));
    EXPECT_GT(writer.unwritten(), 500'000u);
    close(both[0]);
}

}  // namespace
}  // namespace bm::tests
