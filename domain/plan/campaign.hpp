// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/core/ids.hpp"
#include "domain/core/time.hpp"

namespace bm::plan {

struct PlannedBoard {
    std::string name;
    std::string arch;
    std::vector<std::string> make_flags = {};
    std::vector<std::string> defconfig = {};  ///< goals that configure it; empty: its own defconfig
    core::Duration limit{0};                  ///< of each of its builds; 0: none
    friend bool operator==(const PlannedBoard&, const PlannedBoard&) = default;
};

/// What an earlier run found out about a build; it is not built again.
struct Earlier {
    std::int64_t return_code = 0;
    bool warned = false;  ///< its stderr is not empty
    friend bool operator==(const Earlier&, const Earlier&) = default;
};

/// Everything that one campaign is to find out: each board at each commit.
struct Plan {
    std::vector<PlannedBoard> boards;                 ///< BoardId is the position
    std::vector<std::optional<std::string>> commits;  ///< oldest first; {nullopt}: the source as is
    std::map<core::BuildId, Earlier> already;
    std::set<core::BuildId> absent = {};  ///< no builds: the board is not there at that commit
    friend bool operator==(const Plan&, const Plan&) = default;
};

/// The plan can be told to a worker: at least one board and commit, legal names, no board twice,
/// every commit a hash or the only one null, nothing known of builds outside of it, or that are
/// absent.
core::Expected<void> check(const Plan& plan);

}  // namespace bm::plan
