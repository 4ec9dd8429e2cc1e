// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/boss/campaign.hpp"
#include "sim/faults.hpp"
#include "sim/truth.hpp"

namespace bm::sim {

struct Range {
    std::int64_t least = 1;
    std::int64_t most = 1;
    friend bool operator==(const Range&, const Range&) = default;
};

/// What a farm and its campaign are to be like; the seed decides the rest.
struct Shape {
    Range workers{4, 4};  ///< machines, each with one worker at a time
    Range slots{4, 4};    ///< of each
    Range boards{20, 20};
    Range commits{16, 16};
    Faults faults;
    std::uint64_t seed = 1;
};

/// A machine of the farm.
struct Machine {
    std::int64_t slots = 1;
    std::int64_t speed = 100;          ///< percent: 100 to 400
    std::set<std::string> lacks = {};  ///< arches without a compiler
};

/// One run: all that the seed says, before anything happens.
struct Scenario {
    std::uint64_t seed = 0;
    plan::Plan plan;
    boss::Config config;
    std::vector<Machine> machines;  ///< as config.places
    Faults faults;                  ///< of this run
    std::set<core::BuildId> poison;
    Truth truth{0, 8};
    std::unordered_map<std::string, std::int64_t> boards;   ///< by name
    std::unordered_map<std::string, std::int64_t> commits;  ///< by hash; "": the current source

    std::int64_t builds() const;
    /// No schedule is faster: nothing goes wrong, nothing is idle, no board is begun in two slots;
    /// and the longest first build takes its time on the fastest machine.
    core::Duration least_duration() const;
    core::BuildId build_of(const std::string& board, const std::string& commit) const;
    std::size_t index_of(core::BuildId build) const;
};

Scenario scenario_of(const Shape& shape);

}  // namespace bm::sim
