// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/settings/ini.hpp"

namespace bm::settings {

/// `[global] allow-missing`: when missing firmware blobs are allowed without -M.
struct AllowMissing {
    bool always = false;
    bool multiple = false;  ///< when more than one board is built
    bool branch = false;    ///< when a branch is built
    friend bool operator==(const AllowMissing&, const AllowMissing&) = default;
};

/// What ~/.buildman (or -G FILE) says. Never created, never written by bm.
struct Settings {
    AllowMissing allow_missing;
    std::vector<std::string> warnings;  ///< sections nobody knows
    std::vector<Section> sections;      ///< all of it, in order

    friend bool operator==(const Settings&, const Settings&) = default;
};

core::Expected<Settings> parse_settings(std::string_view text, std::string_view origin);

/// What of the settings would change the build of this board and is not honoured: an error then,
/// since the verdict would be about another build.
core::Expected<void> check_honoured(const Settings& settings, std::string_view origin,
                                    std::string_view target, std::string_view arch);

/// Flags win (P section 10): `--no-allow-missing` over -M over the settings.
bool allows_missing(const AllowMissing& policy, bool flag, bool no_flag, std::size_t boards,
                    bool branch);

}  // namespace bm::settings
