// SPDX-License-Identifier: GPL-2.0-or-later
// Changes to a board's configuration that the user asks for with -a (P 2.7).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"

namespace bm::recipe {

struct Adjustment {
    std::string name;                  ///< without CONFIG_
    std::optional<std::string> value;  ///< as .config has it; absent: not set
    friend bool operator==(const Adjustment&, const Adjustment&) = default;
};

/// Reads items `NAME`, `~NAME` and `NAME=value`, with or without CONFIG_, several in one text
/// parted by commas outside of quotes. The last item for a name counts; the order is that of the
/// first. An item of another shape is an error that names it.
core::Expected<std::vector<Adjustment>> parse_adjustments(const std::vector<std::string>& texts);

/// The defconfig with them in place of what it says of the same names.
std::string merge(std::string_view defconfig, const std::vector<Adjustment>& adjustments);

/// What of them did not come into effect in this `.config`: a text that says why and has a line for
/// each, with what stands there instead; empty when all did. "Not set" is in effect also where the
/// configuration does not know the name.
std::string not_in_effect(const std::vector<Adjustment>& adjustments, std::string_view config);

}  // namespace bm::recipe
