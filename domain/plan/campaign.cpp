// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/plan/campaign.hpp"

#include <set>

#include "domain/core/names.hpp"

namespace bm::plan {
namespace {

/// One message names them all (limits::list_entries of the protocol).
constexpr std::size_t most_entries = 100'000;

tl::unexpected<core::Error> refuse(const std::string& why) {
    return core::fail(core::ErrorKind::usage, "cannot plan the campaign: " + why);
}

bool inside(core::BuildId build, const Plan& plan) {
    const auto below = [](std::int64_t value, std::size_t size) {
        return value >= 0 && static_cast<std::size_t>(value) < size;
    };
    return below(build.board.value, plan.boards.size()) &&
           below(build.commit.value, plan.commits.size());
}

}  // namespace

core::Expected<void> check(const Plan& plan) {
    if (plan.boards.empty()) return refuse("no board is selected");
    if (plan.commits.empty()) return refuse("no commit is selected");
    if (plan.boards.size() > most_entries || plan.commits.size() > most_entries)
        return refuse("more than 100000 boards or commits; select fewer");
    std::set<std::string> names;
    for (const auto& board : plan.boards) {
        if (!core::is_board_name(board.name))
            return refuse("'" + board.name + "' cannot be the name of a board");
        if (!names.insert(board.name).second)
            return refuse("board '" + board.name + "' is there twice");
    }
    for (const auto& commit : plan.commits) {
        if (!commit && plan.commits.size() > 1)
            return refuse("the current source cannot be one of several commits");
        if (commit && !core::is_commit_hash(*commit))
            return refuse("'" + *commit + "' is not a full commit hash");
    }
    for (const auto& [build, earlier] : plan.already)
        if (!inside(build, plan) || plan.absent.contains(build))
            return refuse("an earlier outcome is of no build in it");
    for (const auto build : plan.absent)
        if (!inside(build, plan)) return refuse("a build that is not to be is of another plan");
    if (plan.absent.size() == plan.boards.size() * plan.commits.size())
        return refuse("no board is there at any commit");
    return {};
}

}  // namespace bm::plan
