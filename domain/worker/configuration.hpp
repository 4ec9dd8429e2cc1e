// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/protocol/message.hpp"

namespace bm::worker {

/// Result files go over the wire: for a boss that does not share a file system with the worker.
inline constexpr std::string_view artefacts_feature = "artefacts";

/// What `ready` offers and `configure` may turn on.
const std::vector<std::string>& offered_features();

/// A word of make's command line that can be nothing but a goal.
bool is_goal(const std::string& text);

/// Refuses what no make can be told: a target or a fragment that is no goal, a compiler or a
/// variable that no environment can have, targets and adjustments that exclude each other.
core::Expected<void> check_words(const protocol::Settings& settings);

/// Refuses a configure that cannot be followed as a whole: a feature that is not offered, a
/// negative number, a path that is not absolute.
core::Expected<void> check(const protocol::Configure& request);

}  // namespace bm::worker
