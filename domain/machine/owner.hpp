// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

#include "domain/core/expected.hpp"

namespace bm::machine {

/// Whether a push may take the place of what is in a repository: `refs` as `git ls-remote` prints
/// them. One that bm has pushed to before is bm's, and so is one without branches and tags but the
/// Python tool's branch `work`. Another is refused: somebody's tags would be taken away.
core::Expected<void> check_owner(std::string_view repository, std::string_view refs);

}  // namespace bm::machine
