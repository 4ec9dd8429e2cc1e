// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/core/time.hpp"
#include "domain/result/colour.hpp"

namespace bm::result {

/// A campaign on its way.
struct Progress {
    std::int64_t ok = 0;
    std::int64_t warned = 0;
    std::int64_t failed = 0;
    std::int64_t total = 0;
    std::int64_t remaining = 0;               ///< builds that have no outcome yet
    std::optional<core::Duration> left = {};  ///< estimate of the time still needed
    std::string target = "(starting)";        ///< board of the newest outcome
    std::string where = "local";              ///< machine, or what is being made ready
};

/// `H:MM:SS`, cut to whole seconds; a negative time is 0:00:00.
std::string hours_minutes_seconds(core::Duration time);

/// The line of a terminal, without CR; at most `width` characters are visible (0: no limit).
std::string progress_line(const Progress& progress, Colours colours, std::size_t width);

/// The line where stdout is no terminal, without LF.
std::string plain_progress_line(const Progress& progress);

}  // namespace bm::result
