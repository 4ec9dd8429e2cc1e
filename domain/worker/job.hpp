// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/protocol/message.hpp"

namespace bm::worker {

/// Why nothing of a job can be built here.
struct Doom {
    protocol::Cause cause = protocol::Cause::start;
    std::string message;
};

/// One board over its wanted positions, oldest first, with what is still to be built.
struct Job {
    std::string board;
    std::string arch;
    std::optional<std::int64_t> lease;
    std::vector<std::string> make_flags;
    std::vector<std::string> defconfig;
    std::deque<std::int64_t> positions;  ///< still without a result
    std::optional<Doom> doom;            ///< set: every position gets this as its result
};

/// The jobs that wait for a slot, and the account of what is owed to the boss: every position of
/// a job that was accepted and has no result yet.
class JobQueue {
  public:
    /// A new demand session over `commits` positions; nothing is owed.
    void open(std::size_t commits);
    /// Takes the job, or says why not: `refused`, and nothing has changed. A hostile board name is
    /// taken, as a job that is doomed; so is every one that comes with a `doom`.
    core::Expected<void> accept(const protocol::BuildBoard& request,
                                const std::optional<Doom>& doom = std::nullopt);
    /// The first waiting job that `fits`.
    std::optional<Job> take(const std::function<bool(const Job&)>& fits);
    /// The position, no longer one of the job's, has its result.
    void settle(const Job& job, std::int64_t position);
    /// What is left of the job is owed no more.
    void drop(const Job& job);
    /// Drops the waiting job of that lease; false when none waits.
    bool cancel(std::int64_t lease);
    void clear();
    bool has_waiting() const { return !waiting_.empty(); }
    bool holds_lease(std::int64_t lease) const { return leases_.contains(lease); }

  private:
    core::Expected<std::deque<std::int64_t>> wanted(const protocol::BuildBoard& request) const;
    void forget(const std::string& board, std::int64_t position);

    std::int64_t commits_ = 0;
    std::size_t owed_count_ = 0;
    std::deque<Job> waiting_;
    std::map<std::string, std::set<std::int64_t>> owed_;
    std::set<std::int64_t> leases_;
};

}  // namespace bm::worker
