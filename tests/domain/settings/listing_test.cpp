// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/listing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bm::settings {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Settings settings_of(const std::string& text) { return parse_settings(text, "f").value(); }

std::string list(const std::string& text) {
    const auto all = in_force(settings_of(text));
    return all ? listing(*all) : all.error().message;
}

TEST(Listing, HasTheDefaultsOfWhatNobodySaid) {
    EXPECT_EQ(list(""),
              "default\tglobal.allow-missing=\n"
              "default\tglobal.max_load=0.8\n"
              "default\tglobal.min_disk=1000\n"
              "default\tglobal.min_memory=512\n"
              "default\tglobal.answer_limit=3\n");
}

TEST(Listing, NamesFileAndLineOfEach) {
    const auto text = list(
        "[global]\nMax_Load = 1.5\n[machines]\nkea\n[machine:kea]\n"
        "min_disk = 7\n[make-flags]\nsandy = A=1\n  B=2\n");
    EXPECT_THAT(text, HasSubstr("f:2\tglobal.Max_Load=1.5\n"));
    EXPECT_THAT(text, HasSubstr("f:4\tmachines.kea=kea\n"));
    EXPECT_THAT(text, HasSubstr("f:8\tmake-flags.sandy=A=1 B=2\n"));
    EXPECT_THAT(text, HasSubstr("f:6\tmachine:kea.min_disk=7\n"));
    EXPECT_THAT(text, HasSubstr("f:2\tmachine:kea.max_load=1.5\n")) << "what holds for all";
    EXPECT_THAT(text, HasSubstr("default\tmachine:kea.min_memory=512\n"));
    EXPECT_THAT(text, HasSubstr("default\tmachine:kea.max_boards=0\n"));
    EXPECT_THAT(text, testing::Not(HasSubstr("default\tglobal.max_load")));
}

TEST(Listing, IsNotStoppedByAKeyThatNobodyKnows) {
    const std::string text = "[machines]\nkea\n[machine:kea]\nmax_board = 2\n";
    EXPECT_THAT(list(text), HasSubstr("f:4\tmachine:kea.max_board=2\n"));
    EXPECT_THAT(unknown_machine_keys(settings_of(text)),
                ElementsAre("f:4: [machine:kea] max_board is not known, and keeps --dist from "
                            "building; near it: max_boards, max_load"));
    EXPECT_THAT(unknown_machine_keys(settings_of("[machine:kea]\nMax_Boards = 2\n")), IsEmpty());
}

// `bm config` listed as in force what its own warnings called ignored.
TEST(Listing, LeavesOutWhatNobodyReads) {
    const auto text = list("[global]\nmax_laod = 3\nmax_load = 2\n[foo]\nx = y\n");
    EXPECT_THAT(text, testing::Not(HasSubstr("max_laod")));
    EXPECT_THAT(text, testing::Not(HasSubstr("foo")));
    EXPECT_THAT(text, HasSubstr("f:3\tglobal.max_load=2\n"));
}

TEST(Listing, SaysWhatIsWrongWithAValue) {
    EXPECT_EQ(list("[global]\nmax_load = much\n"),
              "f:2: [global] max_load: 'much' is no number from 0 to 1000");
    EXPECT_EQ(list("[machines]\nkea\n[machine:kea]\nanswer_limit = 0\n"),
              "f:4: [machine:kea] answer_limit: '0' is no number from 1 to 600");
}

}  // namespace
}  // namespace bm::settings
