// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/link.hpp"

#include "tests/adapters/ssh/far_machine.hpp"

namespace bm::tests {
namespace {

using adapters::ssh::Link;
using adapters::ssh::Ssh;
using ports::ProcessEnd;
using testing::Contains;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

const std::string nothing_shared = "*' -O check '*) exit 255;;";
const std::string connects = "*' -N '*) echo '::bm:: connected'; exec sleep 1000;;";

/// A link by an ssh that does what a test says, and notes how it was called.
class LinkTest : public testing::Test {
  protected:
    /// `cases`: of a shell's `case`, for all words of the call.
    void ssh_does(const std::string& cases) {
        write_program(temp / "bin/ssh", "#!/bin/sh\nprintf '%s\\n' \"$*\" >> " + temp.path() +
                                            "/calls\ncase \" $* \" in\n" + cases + "\nesac\n");
    }
    std::optional<ProcessEnd> open(Link& one) {
        std::optional<ProcessEnd> result;
        bool told = false, waiting = false;
        one.open([&](std::optional<ProcessEnd> end) {
            result = std::move(end);
            told = true;
            if (waiting) loop.stop();
        });
        waiting = true;
        if (!told) loop.run();
        return result;
    }
    Link make(Ssh ssh, std::string place, const std::string& shell = "/bin/sh") {
        return Link(runner, std::move(ssh), "far",
                    {{"PATH", temp.path() + "/bin:/usr/local/bin:/usr/bin:/bin"}, {"SHELL", shell}},
                    std::move(place));
    }
    void wait_until(const std::function<bool()>& reached) {
        std::function<void()> look = [&] {
            if (reached()) return loop.stop();
            loop.set_deadline(loop.now() + core::Duration(1), look);
        };
        look();
        loop.run();
    }
    static bool goes_through(const Link& one, const std::string& place) {
        const auto words = one.ssh().run("far", "x");
        const auto found = std::ranges::find(words, "-S");
        return found != words.end() && *(found + 1) == place;
    }

    TempDir temp;
    std::string socket = temp / "socket";
    adapters::loop::UvLoop loop;
    adapters::process::Runner runner{loop.handle(), {own_executable(), -1}};
    Link link = make(Ssh(), socket);
};

TEST_F(LinkTest, IsWhatTheStepsGoThroughWhileItIsOpen) {
    ssh_does(nothing_shared + connects);
    EXPECT_FALSE(goes_through(link, socket));
    EXPECT_FALSE(open(link));
    EXPECT_TRUE(goes_through(link, socket));
    EXPECT_EQ(link.ssh().run("far", "x").back(), "x");
    link.close();
    EXPECT_FALSE(goes_through(link, socket));
}

TEST_F(LinkTest, LeavesNoSocketBehind) {
    ssh_does(nothing_shared + connects);
    EXPECT_FALSE(open(link));
    write(socket, "");
    link.close();
    EXPECT_FALSE(fs::exists(socket));
}

TEST_F(LinkTest, IsTheUsersOwnWhereHeSharesOne) {
    ssh_does("*' -O check '*) exit 0;;");
    EXPECT_FALSE(open(link));
    EXPECT_FALSE(goes_through(link, socket));
    EXPECT_THAT(read(temp / "calls"), Not(HasSubstr("-N"))) << "no second connection";
}

TEST_F(LinkTest, TellsInSshsWordsThatTheHostCannotBeReached) {
    ssh_does(nothing_shared + "*' -N '*) echo 'ssh: No route to host' >&2; exit 255;;");
    const auto end = open(link);
    ASSERT_TRUE(end);
    EXPECT_EQ(end->code, 255);
    EXPECT_EQ(end->err, "ssh: No route to host\n");
    EXPECT_FALSE(goes_through(link, socket));
}

TEST_F(LinkTest, IsNotWaitedForWhenItTalksWithoutEnd) {
    ssh_does(nothing_shared + "*' -N '*) yes; exit 0;;");
    const auto end = open(link);
    ASSERT_TRUE(end);
    EXPECT_EQ(end->kind, ProcessEnd::Kind::stopped);
}

TEST_F(LinkTest, LeavesEachStepToItselfWhenItBreaks) {
    ssh_does(nothing_shared + "*' -N '*) echo '::bm:: connected'; exit 1;;");
    EXPECT_FALSE(open(link));
    wait_until([&] { return !goes_through(link, socket); });
}

TEST_F(LinkTest, IsNotMadeWhereNothingCanBeShared) {
    ssh_does(nothing_shared + connects);
    const auto long_path = temp / std::string(91 - temp.path().size() - 1, 's');
    ASSERT_EQ(long_path.size(), 91u);
    for (const auto& [ssh, place] :
         {std::pair(Ssh({"my-ssh"}), socket), std::pair(Ssh(), std::string()),
          std::pair(Ssh(), long_path), std::pair(Ssh(), temp / "${HOME}")}) {
        auto none = make(ssh, place);
        EXPECT_FALSE(open(none));
        EXPECT_EQ(none.ssh().words(), ssh.words());
    }
    EXPECT_FALSE(fs::exists(temp / "calls"));
    auto just = make(Ssh(), long_path.substr(0, 90));
    EXPECT_FALSE(open(just));
    EXPECT_TRUE(goes_through(just, long_path.substr(0, 90)));
}

TEST_F(LinkTest, NamesItsSocketSoThatSshTakesNothingInItForAToken) {
    ssh_does(nothing_shared + connects);
    auto odd = make(Ssh(), temp / "50%done");
    EXPECT_FALSE(open(odd));
    EXPECT_TRUE(goes_through(odd, temp / "50%%done"));
    EXPECT_THAT(read(temp / "calls"), HasSubstr("50%%done"));
}

TEST_F(LinkTest, LeavesEachStepToItselfWhereNoSocketCanBeMade) {
    ssh_does(nothing_shared + "*' -N '*) echo 'unix_listener: cannot bind' >&2; exit 255;;");
    EXPECT_FALSE(open(link));
    EXPECT_FALSE(goes_through(link, socket));
}

TEST_F(LinkTest, IsOpenedByAShellThatCanSaySo) {
    for (const auto& [users, ours] :
         {std::pair("/usr/sbin/nologin", "/bin/sh"), std::pair("/nowhere/bash", "/bin/sh"),
          std::pair("/bin/bash", "/bin/bash")}) {
        ssh_does(nothing_shared + "*' -N '*) echo $SHELL > " + temp.path() +
                 "/shell; echo '::bm:: connected'; exec sleep 1000;;");
        auto one = make(Ssh(), socket, users);
        EXPECT_FALSE(open(one));
        EXPECT_EQ(read(temp / "shell"), std::string(ours) + "\n");
    }
}

TEST_F(LinkTest, IsNotOpenedTwice) {
    ssh_does(nothing_shared + connects);
    EXPECT_FALSE(open(link));
    const auto calls = read(temp / "calls");
    EXPECT_FALSE(open(link));
    EXPECT_EQ(read(temp / "calls"), calls);
}

TEST_F(LinkTest, TellsWhyItWasLost) {
    ssh_does(nothing_shared + "*' -N '*) echo '::bm:: connected'; echo gone >&2; exit 255;;");
    std::string why;
    link.when_lost([&](const ProcessEnd& end) { why = end.err; });
    EXPECT_FALSE(open(link));
    wait_until([&] { return !why.empty(); });
    EXPECT_EQ(why, "gone\n");
}

TEST_F(LinkTest, IsNotHeardOfAfterItWasClosed) {
    ssh_does(nothing_shared + "*' -N '*) exec sleep 1000;;");
    bool told = false;
    link.open([&](const auto&) { told = true; });
    wait_until([&] { return read(temp / "calls").find("-N ") != std::string::npos; });
    link.close();
    ssh_does(nothing_shared + connects);
    EXPECT_FALSE(open(link));
    EXPECT_FALSE(told);
}

TEST_F(LinkTest, OpensAConnectionThatTheUsersSettingsCannotTurnIntoAnother) {
    const auto words = Ssh().share("far", socket);
    const auto text = testing::PrintToString(words);
    EXPECT_THAT(text, ContainsRegex("ControlMaster=yes.*ControlMaster=no")) << "the first counts";
    EXPECT_THAT(text, ContainsRegex("PermitLocalCommand=yes.*PermitLocalCommand=no"));
    EXPECT_THAT(words, Contains("ControlPersist=no")) << "it would outlive its guard's child";
    EXPECT_EQ(words[words.size() - 2], "--") << "a host is never an option";
}

/// A machine whose connection is shared.
class SharedMachine : public FarMachine {
  protected:
    SharedMachine() {
        log_in_with("/bin/sh", "case \" $* \" in " + nothing_shared + connects +
                                   " esac; printf '%s\\n' \"$*\" >> " + temp.path() + "/calls");
    }
    core::Expected<machine::Facts> look_at_it() {
        return result_of<machine::Facts>([&](auto tell) {
            shared.look({"far", "me@far", "", "", std::nullopt, "sha1"}, tell);
        });
    }
    adapters::ssh::Machine shared{runner, setup(), "me@far", worker_file, temp / "socket"};
};

TEST_F(SharedMachine, IsReachedThroughOneConnectionByEachStepAndItsWorker) {
    const auto facts = look_at_it();
    ASSERT_TRUE(facts) << facts.error().message;
    write(worker_file, stub_worker);
    const auto shipped = result_of<void>([&](auto tell) {
        shared.ship({home + "/.cache/bm/bin/bm-worker", stub}, tell);
    });
    EXPECT_TRUE(shipped) << shipped.error().message;
    Repository user{temp / "user"};
    const auto commit = user.commit("a.c", "1\n", "First");
    adapters::git::PrivateRepository ours{user.program(), temp / "ours"};
    for (const auto& held :
         {ours.borrow(user.directory()), ours.hold("c1", {commit}), ours.share("c1")})
        ASSERT_TRUE(held) << held.error().message;
    const auto pushed = result_of<void>([&](auto tell) { shared.push({facts->work_dir}, tell); });
    EXPECT_TRUE(pushed) << pushed.error().message;
    const auto calls = read(temp / "calls");
    EXPECT_EQ(std::ranges::count(calls, '\n'), 3) << calls;
    const auto through = "-S " + temp.path() + "/socket[^\n]*\n";
    EXPECT_THAT(calls, ContainsRegex(through + "[^\n]*" + through + "[^\n]*" + through));
    const auto worker = shared.worker_command({{"/bm", true}, "/w"}, false);
    EXPECT_THAT(worker, Contains("-S"));
}

TEST_F(SharedMachine, EndsAWorkerByAConnectionOfItsOwn) {
    ASSERT_TRUE(look_at_it());
    const auto ended = result_of<std::string>([&](auto tell) {
        shared.end_worker({"far", "me@far", "", "", std::nullopt, "sha1"}, tell);
    });
    EXPECT_EQ(ended.value(), "no worker");
    const auto calls = read(temp / "calls");
    EXPECT_THAT(calls.substr(calls.find('\n')), Not(HasSubstr("-S"))) << "the link may be dead";
}

}  // namespace
}  // namespace bm::tests
