// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/settings/ini.hpp"

namespace bm::settings {

struct BadReference {
    std::size_t line = 0;
    std::string why;
};

/// Spreads the entries of [DEFAULT] over the other sections (and removes it), then replaces `%%` by
/// '%' and `%(name)s` by that entry's value. Replacement is at most ten deep and bounded in length.
std::optional<BadReference> resolve_references(std::vector<Section>& sections);

}  // namespace bm::settings
