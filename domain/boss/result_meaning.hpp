// SPDX-License-Identifier: GPL-2.0-or-later
// What a result says, as far as it bears on what becomes of the build.
#pragma once

#include <cstddef>
#include <string>

#include "domain/protocol/message.hpp"
#include "domain/retry/policy.hpp"

namespace bm::boss {

retry::Failure failure_of(const protocol::BuildResult& result);

/// One line for the user: why there is no outcome.
std::string words(const protocol::BuildResult& result);

/// What a try in doubt is compared by with another one. That of one that was built says so alone:
/// what the tools say beside differs from machine to machine.
std::string said_in_doubt(const protocol::BuildResult& result);

/// Equal for outcomes that say the same: return code, diagnostics, sizes.
std::size_t said_by(const protocol::BuildResult& result);

}  // namespace bm::boss
