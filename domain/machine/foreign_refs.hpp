// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bm::machine {

/// A branch or tag that stands in a repository (as `git ls-remote` prints its refs) which bm has
/// never pushed to: its own, that a push could take away. Empty: bm may have it. The branch `work`
/// is the Python tool's.
std::string foreign_ref(std::string_view refs);

}  // namespace bm::machine
