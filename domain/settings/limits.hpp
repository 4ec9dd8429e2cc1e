// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <string>

#include "domain/core/expected.hpp"
#include "domain/core/machine_limits.hpp"
#include "domain/settings/settings.hpp"

namespace bm::settings {

/// Keys of `[global]`, for all machines, and of `[machine:NAME]`, which win.
inline constexpr std::array limit_keys = {"max_load", "min_disk", "min_memory", "answer_limit"};

/// Takes the entry into the limits. False: its key is none of limit_keys.
core::Expected<bool> take_limit(core::MachineLimits& limits, const Section& section,
                                const Entry& entry);

/// Those of `[global]`, which hold for every machine that says nothing else.
core::Expected<core::MachineLimits> limits_of_all(const Settings& settings);

/// What stands under the key of limit_keys, as the settings would write it.
std::string limit_text(const core::MachineLimits& limits, std::string_view key);

}  // namespace bm::settings
