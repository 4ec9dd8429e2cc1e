// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// What one slot is doing.
struct SlotAtWork {
    std::string machine;
    std::string board;
    std::string folder;   ///< of the commit's results
    std::string label;    ///< the commit's number; empty: the current source
    std::string subject;  ///< anything without control characters
    core::Duration since{0};
};

/// `H:MM:SS`, cut to whole seconds; a negative time is 0:00:00.
std::string hours_minutes_seconds(core::Duration time);

/// The line of a terminal, without CR; at most `width` characters are visible (0: no limit).
std::string progress_line(const Progress& progress, Colours colours, std::size_t width);

/// A line for a slot below that of the terminal, at most `width` characters wide (0: no limit).
std::string slot_line(const SlotAtWork& slot, std::size_t width);

/// `; building snow 02 (0:00:12), ...` for the plain line; empty when nothing is.
std::string plain_slots(const std::vector<SlotAtWork>& slots);

/// The line where stdout is no terminal, without LF.
std::string plain_progress_line(const Progress& progress);

}  // namespace bm::result
