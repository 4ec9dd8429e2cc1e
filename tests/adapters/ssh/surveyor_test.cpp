// SPDX-License-Identifier: GPL-2.0-or-later
#include "adapters/ssh/surveyor.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include "tests/adapters/ssh/far_machine.hpp"
#include "tests/contract/surveyor_contract.hpp"

namespace bm::tests {
namespace {

using core::ErrorKind;
using testing::HasSubstr;
using testing::IsEmpty;

class FarSurvey : public FarMachine {
  public:
    FarSurvey() { write_program(temp / "far/keep", ""); }
    void TestBody() override {}

    void has(const std::string& program, const std::string& version) {
        write_program(temp / ("far/" + program), "#!/bin/sh\necho " + version + "\n");
        see_far_programs();
    }
    void mute() { log_in_with("/bin/sh", "exec sleep 60"); }
    void see_far_programs() {
        log_in_with("/bin/sh", "PATH=" + temp.path() + "/far:$PATH; export PATH");
    }
    machine::Judged<machine::Survey> survey(const std::vector<std::string>& compilers, int limit) {
        std::optional<machine::Judged<machine::Survey>> result;
        surveyor.survey(terms, compilers, core::Duration(limit), [&](auto ended) {
            result.emplace(std::move(ended));
            loop.stop();
        });
        loop.run();
        return std::move(*result);
    }
    bool answers_at_once() {
        bool answered = false;
        bool at_once = false;
        surveyor.survey(terms, {}, core::Duration(60'000), [&](auto&&) {
            answered = true;
            loop.stop();
        });
        at_once = answered;
        loop.run();
        return at_once;
    }

    machine::Terms terms{"far", "me@far", "", "", stub, "sha1"};
    adapters::ssh::Surveyor surveyor{runner, adapters::ssh::Ssh(), setup().environment};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Ssh, SurveyorContract, testing::Types<FarSurvey>);

TEST_F(FarSurvey, TellsWhatTheMachineIsAndLeavesItAsItWas) {
    const auto survey = this->survey({"gcc"}, 60'000);
    ASSERT_TRUE(survey) << survey.error().text();
    const auto& facts = survey->facts;
    EXPECT_EQ(facts.system, "Linux");
    EXPECT_EQ(facts.work_dir, home + "/.cache/bm/worker");
    EXPECT_EQ(facts.place, home + "/.cache/bm/bin/bm-worker-" + stub.sha256);
    EXPECT_GT(facts.free_bytes.value_or(0), 1'000'000u) << "of the nearest folder that is there";
    EXPECT_GE(facts.load.cpus, facts.load.threads);
    EXPECT_GE(facts.load.threads, 1);
    EXPECT_TRUE(facts.load.minute && facts.load.memory_bytes);
    EXPECT_TRUE(survey->tools.contains("git") && survey->tools.contains("make"));
    EXPECT_TRUE(fs::is_empty(home)) << "nothing was made";
    EXPECT_EQ(read(temp / "host"), "me@far\n");
}

TEST_F(FarSurvey, SeesABmAndWhoHoldsTheWorkDirectory) {
    write_program(home + "/bin/bm", "#!/bin/sh\necho bm 0.9\n");
    const auto lock = home + "/.cache/bm/worker/.bm-work/worker.lock";
    write(lock, "host far, pid 7\n");
    const int file = ::open(lock.c_str(), O_RDWR | O_CLOEXEC);
    ASSERT_EQ(::flock(file, LOCK_EX), 0);
    const auto survey = this->survey({}, 60'000);
    ::close(file);
    ASSERT_TRUE(survey) << survey.error().text();
    EXPECT_EQ(survey->facts.bm, home + "/bin/bm");
    EXPECT_EQ(survey->bm_version, "0.9");
    EXPECT_EQ(survey->facts.holder, "by host far, pid 7");
    EXPECT_THAT(survey->compilers, IsEmpty());
}

TEST_F(FarSurvey, MindsNoBannerAndNoLogoutThatLasts) {
    log_in_with("/bin/sh", "head -c 1000000 /dev/zero | tr '\\0' x; echo '::bm:: no'", "sleep 60");
    EXPECT_TRUE(this->survey({}, 5'000)) << "what it said before counts";
}

TEST_F(FarSurvey, SaysWhyAMachineIsNotReached) {
    log_in_with("/bin/sh", "echo 'far: Permission denied (publickey,password).' >&2; exit 255");
    const auto refused = this->survey({}, 60'000);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::usage);
    EXPECT_THAT(refused.error().what, HasSubstr("it asks for a password"));
    log_in_with("/bin/sh", "printf '\\n::bm:: system Linux\\n'; exec sleep 60");
    EXPECT_EQ(this->survey({}, 500).error().what, "not all answered within 0.5 s");
}

TEST_F(FarSurvey, IsTheSameOfThisMachine) {
    adapters::ssh::Surveyor here(runner, std::nullopt, setup().environment);
    std::optional<machine::Judged<machine::Survey>> found;
    here.survey({}, machine::known_compilers(), core::Duration(60'000), [&](auto ended) {
        found.emplace(std::move(ended));
        loop.stop();
    });
    loop.run();
    ASSERT_TRUE(found && *found);
    EXPECT_TRUE((*found)->tools.contains("git"));
    EXPECT_FALSE(fs::exists(temp / "host")) << "without ssh";
}

}  // namespace
}  // namespace bm::tests
