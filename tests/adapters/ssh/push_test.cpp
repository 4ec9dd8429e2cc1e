// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/push.hpp"

#include "tests/adapters/ssh/far_machine.hpp"

namespace bm::tests {
namespace {

using adapters::git::PrivateRepository;
using testing::HasSubstr;

class FarPush : public FarMachine {
  protected:
    FarPush() {
        first = user.commit("a.c", "1\n", "First");
        user.git({"tag", "-a", "-m", "One", "v1"});
        second = user.commit("a.c", "2\n", "Second");
        user.git({"tag", "later", user.git({"commit-tree", "-m", "Aside", first + "^{tree}"})});
        work_dir = look({"far", "me@far", "", "", std::nullopt, "sha1"}).value().work_dir;
    }

    void hold(const std::string& source, const std::vector<std::string>& commits) {
        for (const auto& held : {ours.borrow(source), ours.hold("c1", commits), ours.share("c1")})
            ASSERT_TRUE(held) << held.error().message;
    }
    void expect_pushed() {
        const auto pushed = push(work_dir);
        EXPECT_TRUE(pushed) << pushed.error().message;
    }
    std::string there(std::vector<std::string> words) {
        return user.program().line(work_dir, std::move(words)).value_or("?");
    }
    std::string refs_there() { return there({"for-each-ref", "--format=%(refname)"}); }

    Repository user{temp / "user"};
    PrivateRepository ours{user.program(), temp / "ours"};
    std::string first, second, work_dir;
};

TEST_F(FarPush, BringsTheSeriesAndTheTagsThatDescribeIt) {
    hold(user.directory(), {first, second});
    expect_pushed();
    EXPECT_EQ(refs_there(), "refs/bm/remote/tip\nrefs/tags/v1");
    EXPECT_EQ(there({"describe", second}), user.git({"describe", second}));
}

TEST_F(FarPush, LeavesNothingOfAnEarlierCampaign) {
    hold(user.directory(), {first, second});
    expect_pushed();
    user.git({"tag", "-d", "v1"});
    user.git({"tag", "v0", first});
    hold(user.directory(), {first});
    expect_pushed();
    EXPECT_EQ(refs_there(), "refs/bm/remote/tip\nrefs/tags/v0");
    EXPECT_EQ(there({"rev-parse", "refs/bm/remote/tip"}), first) << "back is as good as forward";
}

TEST_F(FarPush, ComesOutOfAShallowClone) {
    user.commit("a.c", "3\n", "Third");
    user.git({"clone", "-q", "--depth=2", "file://" + user.directory(), temp / "shallow"});
    const auto tip = user.git({"rev-parse", "HEAD"});
    hold(temp / "shallow", {tip});
    expect_pushed();
    EXPECT_EQ(there({"rev-list", "--count", tip}), "2");
}

TEST_F(FarPush, ComesOutOfAShallowCloneWithItsTags) {
    user.git({"tag", "-a", "-m", "Two", "v2"});
    user.git({"tag", "light", second});
    user.commit("a.c", "3\n", "Third");
    user.git({"tag", "-a", "-m", "Three", "v3"});
    user.git({"clone", "-q", "--depth=2", "file://" + user.directory(), temp / "shallow"});
    user.program().line(temp / "shallow", {"fetch", "-q", "--tags"}).value();
    const auto tip = user.git({"rev-parse", "HEAD"});
    hold(temp / "shallow", {tip});
    expect_pushed();
    EXPECT_EQ(there({"rev-list", "--count", tip}), "2");
    EXPECT_EQ(there({"describe", tip}), "v3");
}

TEST_F(FarPush, PassesWhateverTheLoginShellPrintsBefore) {
    log_in_with("/bin/sh", "head -c 1000000 /dev/zero | tr '\\0' x");
    hold(user.directory(), {second});
    expect_pushed();
}

TEST_F(FarPush, DoesNotWaitForTheEndOfABannerThatHasNone) {
    log_in_with("/bin/sh", "cat /dev/zero");
    hold(user.directory(), {second});
    const auto pushed = push(work_dir);
    ASSERT_FALSE(pushed);
    EXPECT_THAT(pushed.error().message, HasSubstr("prints without end"));
}

TEST_F(FarPush, SaysWhyItFailed) {
    hold(user.directory(), {second});
    EXPECT_THAT(push(temp / "nowhere").error().message, HasSubstr("sending the commits: fatal: "));
    log_in_with("/bin/sh", "echo 'ssh: Could not resolve hostname far: no' >&2; exit 255");
    EXPECT_THAT(push(work_dir).error().message,
                HasSubstr("ssh: Could not resolve hostname far: no: is me@far its name?"));
}

}  // namespace
}  // namespace bm::tests
