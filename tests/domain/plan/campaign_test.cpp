// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/plan/campaign.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace bm::plan {
namespace {

Plan good() {
    return {{{"qemu_arm", "arm", {}}, {"sandbox", "sandbox", {"A=1"}}},
            {std::string(40, 'a'), std::string(64, 'b')},
            {{{core::BoardId{1}, core::CommitId{0}}, {0, true}}}};
}

TEST(CampaignPlan, TakesBoardsAtCommits) { EXPECT_TRUE(check(good())); }

TEST(CampaignPlan, TakesTheCurrentSourceAlone) {
    auto plan = good();
    plan.commits = {std::nullopt};
    EXPECT_TRUE(check(plan));
}

struct Bad {
    const char* what;
    std::function<void(Plan&)> spoil;
    const char* message;
};

TEST(CampaignPlan, NamesWhatCannotBeTold) {
    const Bad cases[] = {
        {"no board", [](Plan& p) { p.boards.clear(); }, "no board"},
        {"no commit", [](Plan& p) { p.commits.clear(); }, "no commit"},
        {"a path", [](Plan& p) { p.boards[0].name = "../x"; }, "'../x'"},
        {"a board twice", [](Plan& p) { p.boards[1].name = "qemu_arm"; }, "'qemu_arm' is there"},
        {"null among hashes", [](Plan& p) { p.commits[0].reset(); }, "current source"},
        {"a short hash", [](Plan& p) { p.commits[1] = "abc123"; }, "'abc123'"},
        {"an unknown board",
         [](Plan& p) {
             p.already[{core::BoardId{2}, core::CommitId{0}}] = {};
         },
         "earlier"},
        {"a negative commit",
         [](Plan& p) {
             p.already[{core::BoardId{0}, core::CommitId{-1}}] = {};
         },
         "earlier"},
        {"an absent build of another plan",
         [](Plan& p) {
             p.absent = {{core::BoardId{2}, core::CommitId{0}}};
         },
         "not to be"},
        {"an outcome of an absent build",
         [](Plan& p) {
             p.absent = {{core::BoardId{1}, core::CommitId{0}}};
         },
         "earlier"},
        {"no build at all",
         [](Plan& p) {
             p.already.clear();
             for (std::int64_t b = 0; b < 2; ++b)
                 for (std::int64_t c = 0; c < 2; ++c)
                     p.absent.insert(core::BuildId{core::BoardId{b}, core::CommitId{c}});
         },
         "no board is there"},
    };
    for (const auto& bad : cases) {
        SCOPED_TRACE(bad.what);
        auto plan = good();
        bad.spoil(plan);
        const auto checked = check(plan);
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().kind, core::ErrorKind::usage);
        EXPECT_NE(checked.error().message.find(bad.message), std::string::npos)
            << checked.error().message;
    }
}

}  // namespace
}  // namespace bm::plan
