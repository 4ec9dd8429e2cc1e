// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "domain/core/ids.hpp"
#include "domain/core/time.hpp"

namespace bm::boss {

/// A job as it is given to one worker.
struct Lease {
    core::LeaseId id;
    core::BoardId board;
    std::string name;  ///< of the board
    std::string arch;
    std::vector<std::string> make_flags = {};
    std::vector<std::string> defconfig = {};   ///< goals that configure it; empty: its own
    std::vector<core::CommitId> commits = {};  ///< ascending, at least one
    bool alone = false;                        ///< the worker gets nothing beside it
    core::Duration limit{0};                   ///< of each build; 0: none
    friend bool operator==(const Lease&, const Lease&) = default;
};

/// A build that a worker is thought to be at.
struct AtWork {
    core::BuildId build;
    core::Instant since;  ///< given, or the outcome before it came
    friend bool operator==(const AtWork&, const AtWork&) = default;
};

}  // namespace bm::boss
