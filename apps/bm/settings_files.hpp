// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/core/expected.hpp"
#include "domain/settings/settings.hpp"

namespace bm::app {

/// The settings file: that of the user's home, or `named`, with -G.
core::Expected<settings::Settings> read_settings(
    const std::optional<std::string>& named, const std::map<std::string, std::string>& environment);

/// A whole file of at most 64 MiB; /dev/null is an empty one.
core::Expected<std::string> read_file(const std::string& path);

}  // namespace bm::app
