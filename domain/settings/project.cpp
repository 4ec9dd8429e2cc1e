// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/project.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "domain/settings/limits.hpp"
#include "domain/settings/machines.hpp"
#include "domain/settings/toolchain_wishes.hpp"

namespace bm::settings {
namespace {

bool is_limit(const std::string& key) {
    return std::ranges::find(limit_keys, std::string_view(key)) != limit_keys.end();
}

/// What a project may say of a section that bm knows.
bool is_shared(const Section& section, const Entry& entry) {
    const auto key = lower_case(entry.key);
    if (section.name == "global" && key == toolchain_url_key) return false;
    if (section.name == "global" || section.name == "make-flags" ||
        section.name == "toolchain-alias")
        return true;
    return section.name.starts_with(machine_section) && (key == "max_boards" || is_limit(key));
}

core::Expected<void> check_shared(const Section& section, const std::string& users_file) {
    if (!is_known_section(section.name)) return {};
    for (const auto& entry : section.entries)
        if (!is_shared(section, entry))
            return core::fail(core::ErrorKind::refused,
                              at(entry) + "[" + section.name + "] " + entry.key +
                                  " is not for a source tree to say, which anybody may have "
                                  "written: if you want it, put it into " +
                                  users_file);
    return {};
}

bool is_same_section(const Section& one, const Section& other) {
    if (one.name == other.name) return true;
    return one.name.starts_with(machine_section) && lower_case(one.name) == lower_case(other.name);
}

void add_entries(Section& section, std::vector<Entry> entries) {
    for (auto& entry : entries) {
        const auto same = [&](const Entry& known) {
            return lower_case(known.key) == lower_case(entry.key);
        };
        if (std::ranges::none_of(section.entries, same))
            section.entries.push_back(std::move(entry));
    }
}

}  // namespace

core::Expected<Settings> with_project(Settings user, std::string_view text,
                                      std::string_view origin) {
    BM_TRY_ASSIGN(auto project, parse_settings(text, origin));
    for (const auto& section : project.sections) BM_TRY(check_shared(section, user.origin));
    for (auto& section : project.sections) {
        const auto same = std::ranges::find_if(
            user.sections, [&](const Section& known) { return is_same_section(known, section); });
        if (same == user.sections.end())
            user.sections.push_back(std::move(section));
        else
            add_entries(*same, std::move(section.entries));
    }
    std::ranges::move(project.warnings, std::back_inserter(user.warnings));
    BM_TRY_ASSIGN(user.allow_missing, read_allow_missing(user.sections));
    return user;
}

}  // namespace bm::settings
