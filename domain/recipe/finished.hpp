// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/protocol/message.hpp"
#include "domain/recipe/step.hpp"

namespace bm::recipe {

/// How a build ended.
struct Finished {
    std::int64_t return_code = 1;
    protocol::Cause cause = protocol::Cause::make;
    std::string out;
    std::string err;
    bool reconfigured = false;  ///< the outcome is that of a clean build after a failure
    Collected collected;
    /// Nothing was built: the outcome is that of this commit's build.
    std::optional<std::string> carried_from = {};
    /// Built from nothing, to be compared with the outcome of this commit, which it could have had.
    std::optional<std::string> verified_from = {};
    std::vector<std::string> verified_changes = {};  ///< of paths that differ, the first ones
    friend bool operator==(const Finished&, const Finished&) = default;
};

}  // namespace bm::recipe
