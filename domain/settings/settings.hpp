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
    std::vector<std::string> warnings;  ///< sections, and keys of [global], nobody knows
    std::vector<Section> sections;      ///< all of it, in order
    std::string origin;                 ///< the user's file

    friend bool operator==(const Settings&, const Settings&) = default;
};

core::Expected<Settings> parse_settings(std::string_view text, std::string_view origin);

/// Whether bm or buildman knows such a section.
bool is_known_section(std::string_view name);
/// Likewise a key of [global], in whatever case.
bool is_known_global_key(std::string_view key);

/// What `[global] allow-missing` says, if there is one.
core::Expected<AllowMissing> read_allow_missing(const std::vector<Section>& sections);

/// Flags win (P section 10): `--no-allow-missing` over -M over the settings.
bool allows_missing(const AllowMissing& policy, bool flag, bool no_flag, std::size_t boards,
                    bool branch);

}  // namespace bm::settings
