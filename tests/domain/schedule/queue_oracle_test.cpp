// SPDX-License-Identifier: GPL-2.0-or-later
// The queue against a naive model that reads the specification word by word, for jobs that are
// given whole.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include "domain/schedule/queue.hpp"

namespace bm::schedule {
namespace {

core::Instant moment(std::int64_t seconds) { return core::Instant{core::Duration{seconds * 1000}}; }

bool goes_on(const Job& job, const Offer& offer) {
    for (const auto& last : offer.warm)
        if (last.board == job.board && last.commit < job.commits.front()) return true;
    return false;
}

/// Lower is sooner; jobs that may not be given have none.
std::optional<int> rank(const Job& job, const Offer& offer, core::Instant now) {
    if (job.not_before > now || offer.impossible.contains(job.board)) return std::nullopt;
    if (job.alone) return offer.worker_is_idle ? std::optional(-1) : std::nullopt;
    return goes_on(job, offer) ? 0 : 1;
}

std::optional<Job> naive_take(std::vector<Job>& jobs, const Offer& offer, core::Instant now) {
    const auto key = [&](const Job& job) {
        return std::tuple(rank(job, offer, now).value_or(9), job.board, job.commits.front());
    };
    const auto best = std::ranges::min_element(jobs, {}, key);
    if (best == jobs.end() || !rank(*best, offer, now)) return std::nullopt;
    const auto result = *best;
    jobs.erase(best);
    return result;
}

RC_GTEST_PROP(QueueOracle, MakesTheSameChoicesAsTheSpecification, ()) {
    Queue queue;
    std::vector<Job> jobs;
    const auto number = [](std::int64_t below) {
        return *rc::gen::inRange<std::int64_t>(0, below);
    };
    for (std::int64_t board = 0; board < 4; ++board)
        for (std::int64_t commit = 0; commit < 3; ++commit) {
            if (number(3) == 0) continue;
            const Job job{core::BoardId{board}, {{commit}}, number(4) == 0, moment(number(4))};
            queue.put(job);
            jobs.push_back(job);
        }
    for (int turn = 0; turn < 20; ++turn) {
        Offer offer{number(2) == 0, {}, {}};
        if (number(2) == 0) offer.warm = {{core::BoardId{number(4)}, core::CommitId{number(3)}}};
        if (number(3) == 0) offer.impossible = {core::BoardId{number(4)}};
        const auto now = moment(number(5));
        RC_ASSERT(queue.take(offer, now) == naive_take(jobs, offer, now));
        RC_ASSERT(queue.jobs().size() == jobs.size());
    }
}

}  // namespace
}  // namespace bm::schedule
