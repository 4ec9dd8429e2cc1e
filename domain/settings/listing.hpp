// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "domain/core/expected.hpp"
#include "domain/settings/settings.hpp"

namespace bm::settings {

/// A setting that holds.
struct InForce {
    std::string section;
    std::string key;
    std::string value;
    std::string origin = {};  ///< file; empty: nobody said it, it is bm's default
    std::size_t line = 0;
    friend bool operator==(const InForce&, const InForce&) = default;
};

/// Every setting that holds: the files' in their order, then defaults of what they leave open, for
/// all and for each machine. Keys are as written, or as bm writes them.
core::Expected<std::vector<InForce>> in_force(const Settings& settings);

/// One for each line, as `git config --list --show-origin` has it:
/// "FILE:LINE<tab>SECTION.KEY=VALUE", control characters of a value as spaces.
std::string listing(const std::vector<InForce>& all);

/// Keys of machines that nobody knows, in words, with the nearest that are known. (Those of
/// [global] and sections are among Settings::warnings.)
std::vector<std::string> unknown_machine_keys(const Settings& settings);

}  // namespace bm::settings
