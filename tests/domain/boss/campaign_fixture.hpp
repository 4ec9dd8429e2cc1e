// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/boss/campaign.hpp"
#include "tests/domain/boss/session_fixture.hpp"

namespace bm::boss::test {

inline plan::Plan plan_of(std::int64_t boards, std::int64_t commits) {
    plan::Plan plan;
    for (std::int64_t i = 0; i < boards; ++i)
        plan.boards.push_back({"board" + std::to_string(i), "arm", {}});
    for (std::int64_t i = 0; i < commits; ++i)
        plan.commits.emplace_back(std::string(40, static_cast<char>('a' + i)));
    return plan;
}

inline core::BuildId build(std::int64_t board, std::int64_t commit) {
    return {core::BoardId{board}, core::CommitId{commit}};
}

/// A campaign whose workers and store the test plays.
class Play {
  public:
    explicit Play(plan::Plan plan, Config config = {}) : campaign(std::move(plan), config) {
        happen(Tick{});
    }

    void happen(const CampaignEvent& event) {
        for (auto& effect : campaign.handle(event, now)) {
            if (const auto* start = std::get_if<StartWorker>(&effect)) worker = start->worker;
            if (const auto* send = std::get_if<Send>(&effect)) note_order(*send);
            effects.push_back(std::move(effect));
        }
        EXPECT_EQ(campaign.broken_invariant(), std::nullopt);
    }
    void hear(core::WorkerId from, const protocol::ToBoss& message) {
        happen(WorkerFrame{from, frame_of(message)});
    }
    void hear(const protocol::ToBoss& message) { hear(worker, message); }
    void die() { happen(WorkerClosed{worker, 0, 9, "Killed"}); }

    void pass(core::Duration time) {
        const auto end = now + time;
        while (const auto due = campaign.next_deadline()) {
            if (*due > end) break;
            now = std::max(now, *due);
            happen(Tick{});
        }
        now = end;
    }

    /// The newest worker becomes ready for jobs.
    void come_up(std::int64_t slots = 1) {
        hear(protocol::Ready{slots, slots, 1, {"lease", "spool"}});
        hear(protocol::ConfigureDone{});
        hear(protocol::BuildPrepareDone{});
    }

    /// The worker answers its oldest order, at its next position.
    void answer(std::int64_t code = 0, const std::string& err = "",
                protocol::Cause cause = protocol::Cause::make) {
        ASSERT_FALSE(orders.empty());
        auto& order = orders.begin()->second;
        auto result = result_of(order.board, order.positions->front(), *order.lease, code);
        result.stderr_text = err;
        result.cause = cause;
        order.positions->erase(order.positions->begin());
        if (order.positions->empty()) orders.erase(orders.begin());
        hear(result);
    }
    void store_all() {
        const auto stores = all<Store>();
        for (; stored < stores.size(); ++stored) happen(StoreDone{stores[stored].build, {}});
    }
    void leave() {
        hear(protocol::BuildsFinished{});
        hear(protocol::QuitAck{});
        happen(WorkerClosed{worker, 0, {}, ""});
    }

    template <class T>
    std::vector<T> all() const {
        std::vector<T> result;
        for (const auto& effect : effects)
            if (const auto* it = std::get_if<T>(&effect)) result.push_back(*it);
        return result;
    }

    core::Instant now{1h};
    Campaign campaign;
    CampaignEffects effects;
    core::WorkerId worker;
    std::map<std::int64_t, protocol::BuildBoard> orders;  ///< those with a lease, not answered
    std::size_t stored = 0;

  private:
    void note_order(const Send& send) {
        const auto message = protocol::decode_to_worker(send.line);
        if (!message) return;
        const auto* order = std::get_if<protocol::BuildBoard>(&*message);
        if (order && order->lease) orders[*order->lease] = *order;
    }
};

}  // namespace bm::boss::test
