// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/machine.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include "tests/adapters/ssh/far_machine.hpp"

namespace bm::tests {
namespace {

using core::ErrorKind;
using testing::Contains;
using testing::HasSubstr;

const std::string banner = "head -c 1000000 /dev/zero | tr '\\0' x";
const machine::Terms terms{"far", "me@far", "", "", stub, "sha1"};

TEST_F(FarMachine, MakesAWorkDirectoryAndTellsWhatItIs) {
    const auto facts = look(terms);
    ASSERT_TRUE(facts) << facts.error().message;
    EXPECT_EQ(facts->work_dir, home + "/.cache/bm/worker");
    EXPECT_EQ(facts->place, home + "/.cache/bm/bin/bm-worker-" + stub.sha256);
    EXPECT_FALSE(facts->has_ours);
    EXPECT_EQ(facts->object_format, "sha1");
    EXPECT_EQ(facts->system, "Linux");
    for (const auto& text : {facts->arch, facts->git, facts->make}) EXPECT_NE(text, "");
    EXPECT_GT(facts->free_bytes.value_or(0), 1'000'000u);
    EXPECT_EQ(facts->holder, "");
    EXPECT_TRUE(fs::exists(facts->work_dir + "/.git/HEAD"));
    EXPECT_EQ(fs::status(facts->work_dir).permissions(), fs::perms::owner_all);
    EXPECT_EQ(read(temp / "host"), "me@far\n");
    EXPECT_EQ(look(terms).value().work_dir, facts->work_dir) << "a second look is as good";
}

TEST_F(FarMachine, FindsWhatTheSettingsName) {
    auto named = terms;
    named.work_dir = "~/a 'work' dir";
    named.bm_path = "bin/bm";
    named.object_format = "sha256";
    named.executable.reset();
    EXPECT_EQ(look(named).value().bm, "");
    write_program(home + "/bin/bm", stub_worker);
    const auto facts = look(named).value();
    EXPECT_EQ(facts.bm, home + "/bin/bm");
    EXPECT_EQ(facts.work_dir, home + "/a 'work' dir");
    EXPECT_EQ(facts.object_format, "sha256");
    EXPECT_EQ(facts.place, "");
    named.bm_path.clear();
    EXPECT_EQ(look(named).value().bm, home + "/bin/bm") << "where programs of users are";
}

TEST_F(FarMachine, TellsWhoHoldsTheWorkDirectory) {
    const auto lock = look(terms).value().work_dir + "/.bm-work/worker.lock";
    write(lock, "host far, pid 7\n");
    EXPECT_EQ(look(terms).value().holder, "");
    const int file = ::open(lock.c_str(), O_RDWR | O_CLOEXEC);
    ASSERT_EQ(::flock(file, LOCK_EX), 0);
    EXPECT_EQ(look(terms).value().holder, "by host far, pid 7");
    ::close(file);
}

TEST_F(FarMachine, SaysThatAWorkDirectoryCannotBeMade) {
    write(home + "/.cache", "a file");
    const auto facts = look(terms);
    ASSERT_FALSE(facts);
    EXPECT_EQ(facts.error().kind, ErrorKind::refused);
    EXPECT_THAT(facts.error().message, HasSubstr("looking at it: cannot make " + home + "/.cache"));
}

TEST_F(FarMachine, PutsTheWorkerInItsPlaceOnce) {
    write(worker_file, stub_worker);
    const auto place = look(terms).value().place;
    const auto shipped = ship({place, stub});
    ASSERT_TRUE(shipped) << shipped.error().message;
    EXPECT_EQ(read(place), stub_worker);
    EXPECT_TRUE(look(terms).value().has_ours);
    write(place, stub_worker + "#");
    EXPECT_FALSE(look(terms).value().has_ours) << "of another size";
    write(place, "#!/bin/sh\necho \"$*\"\n");
    EXPECT_FALSE(look(terms).value().has_ours) << "of other bytes";
}

TEST_F(FarMachine, LeavesNothingOfAWorkerThatDidNotComeWhole) {
    const auto place = look(terms).value().place;
    for (const auto& bytes : {stub_worker.substr(1), std::string("#!/bin/sh\necho \"$*\"\n")}) {
        write(worker_file, bytes);
        const auto shipped = ship({place, stub});
        ASSERT_FALSE(shipped);
        EXPECT_THAT(shipped.error().message, HasSubstr("what came is not what was sent"));
    }
    EXPECT_TRUE(fs::is_empty(fs::path(place).parent_path()));
}

TEST_F(FarMachine, LeavesNoWorkerThatDoesNotRunThere) {
    const std::string bad = "#!/bin/sh\nexit 1\n";
    write(worker_file, bad);
    auto executable = stub;
    executable.size = bad.size();
    executable.sha256 = "275239824e00e61b0a220e61a41791c7e9b4bd726f8b0c27077a338f8131c9dc";
    const auto place = look(terms).value().place;
    const auto shipped = ship({place, executable});
    ASSERT_FALSE(shipped);
    EXPECT_THAT(shipped.error().message, HasSubstr("it does not run in"));
    EXPECT_FALSE(fs::exists(place));
}

TEST_F(FarMachine, RemovesWorkersThatNoneHasUsedForAMonth) {
    write(worker_file, stub_worker);
    const auto place = look(terms).value().place;
    const auto bin = fs::path(place).parent_path().string();
    write(bin + "/bm-worker-old", "x");
    write(bin + "/bm-worker-new", "x");
    fs::last_write_time(bin + "/bm-worker-old",
                        fs::file_time_type::clock::now() - std::chrono::hours(24 * 40));
    ASSERT_TRUE(ship({place, stub}));
    EXPECT_FALSE(fs::exists(bin + "/bm-worker-old"));
    EXPECT_TRUE(fs::exists(bin + "/bm-worker-new"));
}

TEST_F(FarMachine, IsHeardThroughWhateverItsLoginShellPrints) {
    log_in_with("/bin/sh", banner, banner);
    write(worker_file, stub_worker);
    const auto facts = look(terms);
    ASSERT_TRUE(facts) << facts.error().message;
    EXPECT_TRUE(ship({facts->place, stub}));
}

TEST_F(FarMachine, IsNotListenedToWithoutEnd) {
    log_in_with("/bin/sh", "cat /dev/zero");
    const auto facts = look(terms);
    ASSERT_FALSE(facts);
    EXPECT_THAT(facts.error().message, HasSubstr("prints without end"));
}

TEST_F(FarMachine, SaysInSshsWordsThatItCannotBeReached) {
    log_in_with("/bin/sh",
                "echo 'ssh: connect to host far port 22: No route to host' >&2; exit 255");
    EXPECT_EQ(
        look(terms).error(),
        (core::Error{ErrorKind::environment,
                     "looking at it: ssh: connect to host far port 22: No route to host: is it "
                     "switched on, and is me@far its name?"}));
    const auto pushed = push("/w");
    ASSERT_FALSE(pushed);
}

TEST_F(FarMachine, SaysThatThereIsNoSsh) {
    auto without = setup();
    without.ssh = adapters::ssh::Ssh({"no-such-ssh"});
    adapters::ssh::Machine unreachable(runner, without, "far", "");
    const auto facts = result_of<machine::Facts>([&](auto tell) { unreachable.look(terms, tell); });
    EXPECT_THAT(facts.error().message, HasSubstr("no-such-ssh: No such file"));
}

TEST_F(FarMachine, IsLetGoWhenAStepIsAborted) {
    log_in_with("/bin/sh", "echo $$ > " + temp.path() + "/pid; exec sleep 1000");
    bool told = false;
    far.look(terms, [&](const auto&) { told = true; });
    std::function<void()> wait = [&] {
        if (read(temp / "pid").empty())
            return loop.set_deadline(loop.now() + core::Duration(1), wait);
        log_in_with("/bin/sh");
        far.abort();
        far.look(terms, [&](const auto& facts) {
            EXPECT_TRUE(facts);
            loop.stop();
        });
    };
    wait();
    loop.run();
    EXPECT_FALSE(told);
}

TEST_F(FarMachine, EndsItsWorkerWithTheBmThatIsThere) {
    EXPECT_EQ(end_worker(terms).value(), "no worker");
    const auto facts = look(terms).value();
    write(facts.work_dir + "/.bm-work/worker.lock", "");
    write(worker_file, stub_worker);
    ASSERT_TRUE(ship({facts.place, stub}));
    EXPECT_EQ(end_worker(terms).value(), "--end-holder -g " + facts.work_dir);
    auto ours = terms;
    ours.campaign = "7f";
    EXPECT_EQ(end_worker(ours).value(), "--end-holder -g " + facts.work_dir + " --campaign 7f");
    auto named = terms;
    named.executable.reset();
    named.bm_path = "~/bm";
    write_program(home + "/bm", stub_worker);
    EXPECT_EQ(end_worker(named).value(), "worker --end-holder -g " + facts.work_dir);
    write_program(home + "/bm", "#!/bin/sh\necho it is held; exit 1\n");
    EXPECT_THAT(end_worker(named).error().message, HasSubstr("ending its worker: it is held"));
}

TEST_F(FarMachine, IsReachedWithTheUsersOwnWordsAndNothingElse) {
    const adapters::ssh::Ssh own({"my-ssh", "-p", "22"});
    EXPECT_EQ(own.run("far", "x"), (std::vector<std::string>{"my-ssh", "-p", "22", "far", "x"}));
    const auto usual = adapters::ssh::Ssh().run("far", "x");
    EXPECT_EQ(usual[usual.size() - 3], "--") << "a host is never an option";
    EXPECT_THAT(usual, Contains("BatchMode=yes"));
}

}  // namespace
}  // namespace bm::tests
