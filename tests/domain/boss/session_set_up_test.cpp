// SPDX-License-Identifier: GPL-2.0-or-later
// Workers that a command of the user's starts: they are set up and sent the commits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/boss/buildman_fixture.hpp"

namespace bm::boss::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST_F(Python, IsSetUpAndSentTheCommitsBeforeItIsConfigured) {
    talk.hear(python_ready());
    EXPECT_THAT(talk.sent(), ElementsAre(R"({"cmd": "setup", "work_dir": "/w"})"));
    talk.hear(protocol::SetupDone{"/w", "/w/.git"});
    EXPECT_THAT(talk.all<SendCommits>(), ElementsAre(SendCommits{"/w/.git"}));
    talk.effects.clear();
    talk.happen(CommitsSent{});
    ASSERT_THAT(talk.sent(), SizeIs(1));
    EXPECT_THAT(talk.sent()[0],
                AllOf(HasSubstr(R"("toolchains": {"arm": "/usr/bin/arm-gcc"})"),
                      HasSubstr(R"("mrproper": true)"), HasSubstr(R"("force_reconfig": true)"),
                      Not(HasSubstr("features"))));
    talk.hear(protocol::ConfigureDone{});
    talk.hear(protocol::BuildPrepareDone{});
    EXPECT_EQ(talk.session.free_slots(), 3u);
    EXPECT_TRUE(talk.session.takes_whole_boards());
}

TEST_F(Python, BringsItsCommitsNowhereButWhereItWasToldToBe) {
    talk.hear(python_ready());
    talk.hear(protocol::SetupDone{"/home/user", "/home/user/.git"});
    EXPECT_THAT(talk.all<SendCommits>(), IsEmpty());
    EXPECT_THAT(talk.all<Kill>(), SizeIs(1));
    talk.happen(Closed{"gone"});
    EXPECT_EQ(talk.all<Ended>()[0].how, Ended::How::rejected);
    EXPECT_THAT(talk.all<Ended>()[0].reason, HasSubstr("/home/user/.git, and not that of /w"));
}

TEST_F(Python, MayNameAnotherPlaceWhereTheUserSaysWhereCommitsGo) {
    auto terms = buildman_terms();
    terms.set_up->push_there = false;
    Talk far(terms);
    far.hear(python_ready());
    far.hear(protocol::SetupDone{"/there", "/there/.git"});
    EXPECT_THAT(far.all<SendCommits>(), SizeIs(1));
}

TEST_F(Python, IsEndedWhenTheCommitsDoNotArrive) {
    talk.hear(python_ready());
    talk.hear(protocol::SetupDone{"/w", "/w/.git"});
    talk.happen(CommitsSent{"no space left"});
    talk.happen(Closed{"gone"});
    EXPECT_EQ(talk.all<Ended>()[0].reason, "cannot be sent the commits: no space left");
    EXPECT_EQ(talk.all<Ended>()[0].how, Ended::How::badly);
}

TEST_F(Python, IsNotTriedAgainWhereTheCommitsCanNeverGo) {
    talk.hear(python_ready());
    talk.hear(protocol::SetupDone{"/w", "/w/.git"});
    talk.happen(CommitsSent{"it is somebody's", false});
    talk.happen(Closed{"gone"});
    EXPECT_EQ(talk.all<Ended>()[0].how, Ended::How::unusable);
}

TEST_F(Python, IsEndedWhenTheCommitsTakeTooLong) {
    talk.hear(python_ready());
    talk.hear(protocol::SetupDone{"/w", "/w/.git"});
    talk.pass(599s);
    EXPECT_THAT(talk.all<Kill>(), IsEmpty());
    talk.pass(2s);
    EXPECT_THAT(talk.all<Kill>(), SizeIs(1));
}

TEST(OwnCommand, MayStartAWorkerWithAllFeaturesToo) {
    Talk talk(buildman_terms());
    talk.hear(protocol::Ready{1, 1, 1, {"lease", "artefacts"}});
    talk.hear(protocol::SetupDone{"/w", "/w/.git"});
    talk.happen(CommitsSent{});
    EXPECT_FALSE(talk.session.takes_whole_boards());
    EXPECT_THAT(talk.sent().back(), AllOf(HasSubstr("artefacts"), Not(HasSubstr("arm-gcc"))));
}

}  // namespace
}  // namespace bm::boss::test
