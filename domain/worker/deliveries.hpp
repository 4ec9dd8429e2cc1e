// SPDX-License-Identifier: GPL-2.0-or-later
// Results whose files go over the wire (feature `artefacts`).
//
// Specification
// - One build at a time, in the order in which they were built: a boss that stores them one by one
//   never waits for two halves, and the results of a job stay in order.
// - Files are offered with their hashes first, so that what the boss has is not sent.
// - No more chunks are under way than the boss allowed: a link that is slower than the builds holds
//   up neither heartbeats nor answers.
// - What waits is bounded: past `most_waiting` builds for each slot no new build starts.
// - What is offered and not asked for, or no more of, is offered again after limits::offer_again:
//   no answer that got lost holds up all that is behind it.
// - A build whose files cannot be read ends as one that the machine could not do (cause `start`):
//   half of a result is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "domain/core/time.hpp"
#include "domain/protocol/message.hpp"
#include "domain/worker/event.hpp"
#include "domain/worker/outbox.hpp"

namespace bm::worker {

class Deliveries {
  public:
    explicit Deliveries(Outbox& outbox) : outbox_(outbox) {}

    /// The result is sent behind its files, which lie in `folder`. Precondition: it has a lease.
    void add(protocol::BuildResult result, std::string folder);
    /// Begins with the next build, and goes on with what waited for the boss to read.
    void advance(core::Instant now);
    /// When advance() is due, if nothing happens before.
    std::optional<core::Instant> deadline() const;

    void handle(ArtefactsListed event);
    void handle(ArtefactRead event);
    /// Of a build that is not being offered or sent they change nothing.
    void run(const protocol::Want& request);
    void run(const protocol::More& request);

    /// What waits of the lease is owed no more.
    void cancel(std::int64_t lease);
    void clear();

    bool holds_lease(std::int64_t lease) const;
    bool quiet() const { return waiting_.empty(); }
    /// No new build is to start.
    bool full(int slots) const;
    /// Signs of life for leases of which nothing is left but to be sent.
    std::vector<protocol::Heartbeat> beats() const;

  private:
    enum class Phase {
        waiting,  ///< for its turn
        listing,  ///< hashes are being made
        offered,  ///< the list is sent; waiting for `want`
        sending,  ///< a chunk may be read
        reading,  ///< a chunk is being read
    };
    struct Delivery {
        protocol::BuildResult result;
        std::string folder;
        Phase phase = Phase::waiting;
        std::vector<protocol::Artefact> files = {};
        std::deque<std::int64_t> wanted = {};  ///< positions not yet sent
        std::int64_t offset = 0;               ///< in the first of them
        std::int64_t credit = 0;
    };

    Delivery* current();
    bool waits_for_the_boss() const;
    void offer();
    void begin_next();
    bool is_current(std::int64_t lease, std::int64_t position);
    void send_chunks();
    void finish();
    void fail(const std::string& why);
    void drop(const Delivery& delivery);

    Outbox& outbox_;
    std::deque<Delivery> waiting_;
    bool moved_ = false;      ///< since the last advance()
    core::Instant moved_at_;  ///< by it
};

}  // namespace bm::worker
