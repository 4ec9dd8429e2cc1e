// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "domain/machine/terms.hpp"
#include "domain/machine/trouble.hpp"

namespace bm::machine {

/// How much of a machine can be used now.
struct Share {
    std::int64_t weight = 1;  ///< boards at a time that its load leaves room for
    std::string busy;         ///< "busy (load 7.9 with 8 cpus)"; empty: it is free
    friend bool operator==(const Share&, const Share&) = default;
};

/// The policy of P section 4 with the terms' limits, but that a busy machine is given less instead
/// of nothing. What is not known counts as enough. The trouble: too little disk or memory.
Judged<Share> availability(const Terms& terms, const Facts& facts);

/// What one worker is asked to build at a time on a busy machine: its weight, within `most`, which
/// 0 leaves open.
std::int64_t slots_when_busy(const Share& share, std::int64_t most);

}  // namespace bm::machine
