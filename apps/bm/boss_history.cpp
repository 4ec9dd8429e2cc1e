// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/boss_history.hpp"

#include <optional>
#include <utility>

#include "domain/retry/build_limit.hpp"

namespace bm::app {
namespace {

std::string word(boss::Finish::How how) {
    switch (how) {
        case boss::Finish::How::complete:
            return "complete";
        case boss::Finish::How::nowhere:
            return "nowhere";
        case boss::Finish::How::interrupted:
            return "interrupted";
        case boss::Finish::How::no_space:
            return "no_space";
    }
    return "unknown";
}

}  // namespace

BossHistory::BossHistory(const std::string& output_base, ports::Screen& told) : told_(told) {
    std::string notice;
    auto opened = adapters::history::SqliteHistory::open(output_base + "/.bm-history.db", notice);
    if (!notice.empty()) told_.write("bm: " + notice + "\n");
    if (opened)
        history_ = std::move(*opened);
    else
        give_up(opened.error());
}

void BossHistory::give_up(const core::Error& error) {
    told_.write("bm: " + error.message + "; what builds take is not kept\n");
    history_.reset();
}

void BossHistory::set_limits(plan::Plan& plan) {
    std::map<std::string, ports::BoardCost> costs;
    if (history_) {
        if (auto known = history_->costs())
            costs = std::move(*known);
        else
            give_up(known.error());
    }
    for (auto& board : plan.boards) {
        const auto cost = costs.find(board.name);
        board.limit = retry::build_limit(cost == costs.end() ? std::nullopt
                                                             : std::optional(cost->second.longest));
    }
}

void BossHistory::begin(const plan::Plan& plan) {
    if (!history_) return;
    if (const auto begun = history_->begin(plan.boards.size(), plan.commits.size()); !begun)
        give_up(begun.error());
}

void BossHistory::end(boss::Finish::How how) {
    if (!history_) return;
    if (const auto ended = history_->end(word(how)); !ended) give_up(ended.error());
}

}  // namespace bm::app
