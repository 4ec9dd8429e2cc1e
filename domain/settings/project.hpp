// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

#include "domain/core/expected.hpp"
#include "domain/settings/settings.hpp"

namespace bm::settings {

/// The file at the top of a source tree in which a project shares settings.
inline constexpr std::string_view project_file = ".bm";

/// The user's settings with what the project's file adds to them; where both speak the user's word
/// holds. A project may say how its boards are built and how far machines may be used. What would
/// name a program, a directory or a machine is an error that names file, line and key: a source
/// tree can be anybody's.
core::Expected<Settings> with_project(Settings user, std::string_view text,
                                      std::string_view origin);

}  // namespace bm::settings
