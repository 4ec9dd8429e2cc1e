// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/settings.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace bm::settings {
namespace {

using core::ErrorKind;

constexpr std::array known_sections = {"global",          "toolchain",         "toolchain-prefix",
                                       "toolchain-alias", "toolchain-wrapper", "make-flags",
                                       "machines"};

bool is_known(const std::string& name) {
    return std::ranges::find(known_sections, name) != known_sections.end() ||
           name.starts_with("machine:");
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

core::Expected<AllowMissing> read_policy(const Entry& entry, std::string_view origin) {
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
                              std::string(origin) + ":" + std::to_string(entry.line) +
                                  ": allow-missing is 'always', 'multiple' or 'branch', not '" +
                                  word + "'");
    }
    return policy;
}

/// Which entries of a section that is not honoured would change this board's build.
bool touches(const Section& section, const Entry& entry, std::string_view arch) {
    const auto key = lower_case(entry.key);
    return (section.name == "toolchain-prefix" || section.name == "toolchain-alias") &&
           key == lower_case(arch);
}

}  // namespace

core::Expected<Settings> parse_settings(std::string_view text, std::string_view origin) {
    Settings settings;
    BM_TRY_ASSIGN(settings.sections, parse_ini(text, origin));
    for (const auto& section : settings.sections) {
        if (!is_known(section.name))
            settings.warnings.push_back(std::string(origin) + ":" + std::to_string(section.line) +
                                        ": section [" + section.name + "] is not known; ignored");
        if (section.name != "global") continue;
        for (const auto& entry : section.entries)
            if (lower_case(entry.key) == "allow-missing") {
                BM_TRY_ASSIGN(settings.allow_missing, read_policy(entry, origin));
            }
    }
    return settings;
}

core::Expected<void> check_honoured(const Settings& settings, std::string_view origin,
                                    std::string_view target, std::string_view arch) {
    for (const auto& section : settings.sections)
        for (const auto& entry : section.entries)
            if (touches(section, entry, arch))
                return core::fail(ErrorKind::usage,
                                  std::string(origin) + ":" + std::to_string(entry.line) + ": [" +
                                      section.name + "] " + entry.key + " would change how " +
                                      std::string(target) +
                                      " is built, and bm does not honour it yet: build without it "
                                      "(-G with a file that leaves it out)");
    return {};
}

bool allows_missing(const AllowMissing& policy, bool flag, bool no_flag, std::size_t boards,
                    bool branch) {
    if (no_flag) return false;
    return flag || policy.always || (policy.multiple && boards > 1) || (policy.branch && branch);
}

}  // namespace bm::settings
