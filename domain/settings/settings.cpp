// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/settings.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "domain/core/nearest.hpp"
#include "domain/settings/limits.hpp"
#include "domain/settings/toolchain_wishes.hpp"

namespace bm::settings {
namespace {

using core::ErrorKind;

constexpr std::array<std::string_view, 7> known_sections = {
    "global",     "toolchain", "toolchain-prefix", "toolchain-alias", "toolchain-wrapper",
    "make-flags", "machines"};

std::vector<std::string> known_global_keys() {
    std::vector<std::string> known = {"allow-missing", std::string(toolchain_url_key)};
    known.insert(known.end(), limit_keys.begin(), limit_keys.end());
    return known;
}

void warn_of_unknown(const Section& section, std::vector<std::string>& warnings) {
    if (!is_known_section(section.name)) {
        const std::vector<std::string> known(known_sections.begin(), known_sections.end());
        warnings.push_back(at(section) + "section [" + section.name + "] is not known; ignored" +
                           core::hint_at_nearest(known, section.name));
    }
    if (section.name != "global") return;
    const auto known = known_global_keys();
    for (const auto& entry : section.entries)
        if (!is_known_global_key(entry.key))
            warnings.push_back(at(entry) + "[global] " + entry.key + " is not known; ignored" +
                               core::hint_at_nearest(known, lower_case(entry.key)));
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> found(1);
    for (const char c : text) {
        const bool separator = c == ' ' || c == ',' || c == '\t' || c == '\n';
        if (!separator)
            found.back() += c;
        else if (!found.back().empty())
            found.emplace_back();
    }
    if (found.back().empty()) found.pop_back();
    return found;
}

core::Expected<AllowMissing> read_policy(const Entry& entry) {
    AllowMissing policy;
    for (const auto& word : words(entry.value.value_or(""))) {
        if (word == "always")
            policy.always = true;
        else if (word == "multiple")
            policy.multiple = true;
        else if (word == "branch")
            policy.branch = true;
        else
            return core::fail(ErrorKind::usage,
                              at(entry) +
                                  "allow-missing is 'always', 'multiple' or 'branch', not '" +
                                  word + "'");
    }
    return policy;
}

}  // namespace

bool is_known_section(std::string_view name) {
    return std::ranges::find(known_sections, name) != known_sections.end() ||
           name.starts_with("machine:");
}

bool is_known_global_key(std::string_view key) {
    const auto known = known_global_keys();
    return std::ranges::find(known, lower_case(std::string(key))) != known.end();
}

core::Expected<AllowMissing> read_allow_missing(const std::vector<Section>& sections) {
    AllowMissing policy;
    for (const auto& section : sections)
        if (section.name == "global")
            for (const auto& entry : section.entries)
                if (lower_case(entry.key) == "allow-missing") {
                    BM_TRY_ASSIGN(policy, read_policy(entry));
                }
    return policy;
}

core::Expected<Settings> parse_settings(std::string_view text, std::string_view origin) {
    Settings settings;
    settings.origin = origin;
    BM_TRY_ASSIGN(settings.sections, parse_ini(text, origin));
    for (const auto& section : settings.sections) warn_of_unknown(section, settings.warnings);
    BM_TRY_ASSIGN(settings.allow_missing, read_allow_missing(settings.sections));
    return settings;
}

bool allows_missing(const AllowMissing& policy, bool flag, bool no_flag, std::size_t boards,
                    bool branch) {
    if (no_flag) return false;
    return flag || policy.always || (policy.multiple && boards > 1) || (policy.branch && branch);
}

}  // namespace bm::settings
