// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/project.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/settings/listing.hpp"
#include "domain/settings/machines.hpp"
#include "domain/settings/make_flags.hpp"

namespace bm::settings {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

core::Expected<Settings> both(const std::string& user, const std::string& project) {
    auto settings = parse_settings(user, "/home/me/.buildman");
    if (!settings) return settings;
    return with_project(std::move(*settings), project, "/src/.bm");
}

std::string refusal(const std::string& project) {
    const auto settings = both("[machines]\nkea\n", project);
    return settings ? "none" : settings.error().message;
}

TEST(Project, AddsWhatTheUserLeavesOpen) {
    const auto settings = both("[make-flags]\nsandy = A=user\n",
                               "[global]\nallow-missing = always\n"
                               "[make-flags]\nSANDY = A=project\nrocky = B=1\n");
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_TRUE(settings->allow_missing.always);
    EXPECT_THAT(make_flags(*settings, "sandy").value(), ElementsAre("A=user"));
    EXPECT_THAT(make_flags(*settings, "rocky").value(), ElementsAre("B=1"));
}

TEST(Project, IsOverruledByTheUser) {
    const auto settings = both("[global]\nallow-missing = branch\nmax_load = 2\n",
                               "[global]\nallow-missing = always\nmax_load = 1\nmin_disk = 5\n");
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->allow_missing, (AllowMissing{false, false, true}));
    EXPECT_EQ(read_machines(*settings).value().machines.size(), 0u);
    const auto all = in_force(*settings).value();
    EXPECT_THAT(listing(all), HasSubstr("/home/me/.buildman:3\tglobal.max_load=2\n"));
    EXPECT_THAT(listing(all), HasSubstr("/src/.bm:4\tglobal.min_disk=5\n"));
    EXPECT_THAT(listing(all), testing::Not(HasSubstr("allow-missing=always")));
}

TEST(Project, LimitsTheMachinesOfWhoeverHasThem) {
    const auto settings =
        both("[machines]\nkea\n[machine:KEA]\nmax_boards = 2\n",
             "[machine:kea]\nmax_boards = 9\nmin_memory = 64\n[machine:ohau]\nmax_boards = 1\n");
    ASSERT_TRUE(settings);
    const auto machines = read_machines(*settings).value();
    ASSERT_EQ(machines.machines.size(), 1u);
    EXPECT_EQ(machines.machines[0].max_boards, 2);
    EXPECT_EQ(machines.machines[0].limits.min_memory, 64);
    EXPECT_THAT(machines.warnings, IsEmpty()) << "what is shared may be about others' machines";
}

TEST(Project, NamesNoProgramDirectoryOrMachine) {
    for (const std::string line :
         {"[machine:kea]\nworker_command = sh -c evil\n", "[machine:kea]\nBM_PATH = /tmp/evil\n",
          "[machine:kea]\nwork_dir = /home/me\n", "[machine:kea]\npush_url = evil:/x\n",
          "[machines]\nevil.example.org\n", "[toolchain]\nroot = /tmp/evil\n",
          "[toolchain-prefix]\narm = /tmp/evil-\n", "[global]\ntoolchain-url = http://evil/\n",
          "[toolchain-wrapper]\nwrapper = evil\n"}) {
        EXPECT_THAT(refusal(line), testing::StartsWith("/src/.bm:2: [")) << line;
        EXPECT_THAT(refusal(line), HasSubstr("is not for a source tree to say")) << line;
        EXPECT_THAT(refusal(line), HasSubstr("put it into /home/me/.buildman")) << line;
    }
    EXPECT_THAT(refusal("[DEFAULT]\nworker_command = evil\n[machine:kea]\n"),
                HasSubstr("/src/.bm:2: [machine:kea] worker_command"));
    EXPECT_THAT(refusal("[a\n"), HasSubstr("/src/.bm:1: a section is written [name]"));
}

TEST(Project, IsWarnedOfWhatNobodyKnows) {
    EXPECT_THAT(both("", "[globel]\nx = 1\n")->warnings,
                ElementsAre("/src/.bm:1: section [globel] is not known; ignored; near it: global"));
}

}  // namespace
}  // namespace bm::settings
