// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/cli/describe.hpp"
#include "apps/bm/cli/group.hpp"

namespace bm::app::cli {

void describe_campaign(CLI::App& app, const std::string& group_name, const std::string& verb,
                       CampaignOptions& o) {
    constexpr std::int64_t most_commits = 1'000'000;
    app.add_option(
           "TERMS", o.terms,
           "Boards: expressions matched from the start of a board's name, arch, cpu, "
           "vendor or soc (as bm boards has them); joined by '&' all must match (default: all "
           "boards)")
        ->group(group_name);
    Group group(app, group_name);
    group
        .value("-b,--branch", o.branch,
               verb +
                   " the commits of a branch from its upstream on, or of a range a..b "
                   "(default: the current source)",
               "BRANCH")
        .number("-c,--count", o.count, 1, most_commits,
                verb + " only the newest N commits; without -b, of HEAD")
        .value("--step", o.step,
               verb +
                   " every Nth commit, counted from the first; 0: the first and the last "
                   "(default: 1)",
               "N");
    app.get_option("--step")->check(CLI::Range(std::int64_t{0}, most_commits).description(""));
    add_selection(group, o);
    group.value("--board-list", o.board_list,
                "Board list to use; '-': stdin (default: what the tree says of its boards)",
                "FILE");
}

}  // namespace bm::app::cli
