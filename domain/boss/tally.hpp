// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>

#include "domain/boss/campaign_effect.hpp"
#include "domain/ledger/ledger.hpp"
#include "domain/plan/campaign.hpp"

namespace bm::boss {

/// What the accepted outcomes say, counted.
class Tally {
  public:
    /// With those of the earlier run.
    explicit Tally(const plan::Plan& plan);

    /// The outcome is on its way to the store.
    void hold(core::BuildId build, const protocol::BuildResult& result);
    /// It is stored.
    void accept(core::BuildId build);
    /// It could not be stored.
    void forget(core::BuildId build) { held_.erase(build); }

    Counts counts(const ledger::Ledger& ledger) const;

  private:
    struct Verdict {
        std::int64_t return_code = 0;
        bool warned = false;
        bool reconfigured = false;
        bool carried = false;
        bool verified = false;
    };
    void add(const Verdict& verdict);

    Counts counts_;
    std::map<core::BuildId, Verdict> held_;
};

}  // namespace bm::boss
