// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/protocol/message.hpp"

namespace bm::worker {

/// What `ready` offers and `configure` may turn on.
const std::vector<std::string>& offered_features();

/// Refuses a configure that cannot be followed as a whole: a feature that is not offered, a
/// negative number, a path that is not absolute.
core::Expected<void> check(const protocol::Configure& request);

}  // namespace bm::worker
