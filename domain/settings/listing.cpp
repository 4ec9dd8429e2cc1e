// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/listing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/core/nearest.hpp"
#include "domain/core/shown.hpp"
#include "domain/settings/limits.hpp"
#include "domain/settings/machines.hpp"

namespace bm::settings {
namespace {

constexpr std::size_t longest_value = 10'000;

const Entry* find(const Settings& settings, const std::string& section, std::string_view key) {
    for (const auto& one : settings.sections)
        if (lower_case(one.name) == lower_case(section))
            for (const auto& entry : one.entries)
                if (lower_case(entry.key) == key) return &entry;
    return nullptr;
}

void add_default(const Settings& settings, std::vector<InForce>& all, const std::string& section,
                 std::string_view key, std::string value) {
    if (!find(settings, section, key))
        all.push_back({section, std::string(key), std::move(value), {}, 0});
}

/// What holds for a machine without a word of its own is that of [global], wherever it stands.
void add_limits(const Settings& settings, std::vector<InForce>& all, const Machine& machine) {
    const auto section = std::string(machine_section) + machine.name;
    for (const auto* key : limit_keys) {
        if (find(settings, section, key)) continue;
        const auto* general = find(settings, "global", key);
        all.push_back({section, key, limit_text(machine.limits, key),
                       general ? general->origin : std::string(), general ? general->line : 0});
    }
}

std::vector<std::string> known_machine_keys() {
    std::vector<std::string> known(machine_keys.begin(), machine_keys.end());
    known.insert(known.end(), limit_keys.begin(), limit_keys.end());
    return known;
}

/// What nobody reads is in force nowhere.
bool is_read(const Section& section, const Entry& entry) {
    if (section.name == "global") return is_known_global_key(entry.key);
    return is_known_section(section.name);
}

/// A line of nobody's making must not stop the others from being listed.
Settings without_unknown_machine_keys(Settings settings) {
    const auto known = known_machine_keys();
    for (auto& section : settings.sections)
        if (section.name.starts_with(machine_section))
            std::erase_if(section.entries, [&](const Entry& entry) {
                return std::ranges::find(known, lower_case(entry.key)) == known.end();
            });
    return settings;
}

}  // namespace

core::Expected<std::vector<InForce>> in_force(const Settings& settings) {
    std::vector<InForce> all;
    for (const auto& section : settings.sections)
        for (const auto& entry : section.entries)
            if (is_read(section, entry))
                all.push_back({section.name, entry.key, entry.value.value_or(entry.key),
                               entry.origin, entry.line});
    add_default(settings, all, "global", "allow-missing", "");
    const core::MachineLimits limits;
    for (const auto* key : limit_keys)
        add_default(settings, all, "global", key, limit_text(limits, key));
    BM_TRY_ASSIGN(const auto machines, read_machines(without_unknown_machine_keys(settings)));
    for (const auto& machine : machines.machines) {
        const auto section = std::string(machine_section) + machine.name;
        add_default(settings, all, section, "max_boards", "0");
        if (machine.worker_command.empty())
            add_default(settings, all, section, "work_dir", "~/.cache/bm/worker");
        add_limits(settings, all, machine);
    }
    return all;
}

std::string listing(const std::vector<InForce>& all) {
    std::string text;
    for (const auto& one : all) {
        const auto place = one.origin.empty() ? std::string("default")
                                              : fmt::format("{}:{}", one.origin, one.line);
        text += fmt::format("{}\t{}.{}={}\n", core::shown(place, longest_value),
                            core::shown(one.section), core::shown(one.key),
                            core::shown(one.value, longest_value));
    }
    return text;
}

std::vector<std::string> unknown_machine_keys(const Settings& settings) {
    const auto known = known_machine_keys();
    std::vector<std::string> warnings;
    for (const auto& section : settings.sections) {
        if (!section.name.starts_with(machine_section)) continue;
        for (const auto& entry : section.entries)
            if (std::ranges::find(known, lower_case(entry.key)) == known.end())
                warnings.push_back(at(entry) + "[" + section.name + "] " + entry.key +
                                   " is not known, and keeps --dist from building" +
                                   core::hint_at_nearest(known, lower_case(entry.key)));
    }
    return warnings;
}

}  // namespace bm::settings
