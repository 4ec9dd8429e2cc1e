// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/protocol/message.hpp"

namespace bm::boss {

/// The feature of a worker that follows the settings which buildman's worker does not have.
inline constexpr std::string_view options_feature = "options";

/// The feature of a worker that is told which goals configure a board.
inline constexpr std::string_view defconfig_feature = "defconfig";

/// The feature of a worker that gives signs of life as often as it is told to.
inline constexpr std::string_view silence_feature = "silence";

/// The feature of a worker that counts source lines.
inline constexpr std::string_view lines_feature = "lines";

/// The feature of a worker that sends result files over the wire.
inline constexpr std::string_view artefacts_feature = "artefacts";

/// The user's letters behind the settings for which a worker needs `options_feature`, as
/// "-a, --target"; empty when any worker will do.
std::string letters_that_need_options(const protocol::Settings& settings);

/// The user's letters that cannot be said in buildman's dialect, likewise.
std::string letters_beyond_buildman(const protocol::Settings& settings);

}  // namespace bm::boss
