// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/recipe/verdict.hpp"

namespace bm::adapters::fs {

/// How much room these folders have, and whether a file can be written there: one is, and removed
/// again. A folder that is not there says nothing. `compiler`: a path to be looked for; empty:
/// none. Blocking.
recipe::MachineFacts look_at_room(const std::vector<std::string>& folders,
                                  const std::string& compiler);

/// Processes that this machine's kernel has killed for want of memory since it started; 0 where it
/// does not say.
std::int64_t kernel_kills();

}  // namespace bm::adapters::fs
