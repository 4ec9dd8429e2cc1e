// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/evidence/change.hpp"

namespace bm::adapters::git {

/// Reads what `git diff-tree -r -t -z --raw --no-renames` printed. A directory that both trees have
/// is no change by itself; a link in place of a file is one that went and one that came.
core::Expected<std::vector<evidence::Change>> changes_of(std::string_view raw);

}  // namespace bm::adapters::git
