// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/settings/interpolation.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace bm::settings {
namespace {

constexpr int deepest = 10;
constexpr std::size_t longest_value = 64u << 10;

void spread_defaults(std::vector<Section>& sections) {
    const auto found = std::ranges::find(sections, "DEFAULT", &Section::name);
    if (found == sections.end()) return;
    const auto defaults = std::move(found->entries);
    sections.erase(found);
    for (auto& section : sections)
        for (const auto& entry : defaults) {
            const auto same = [&](const Entry& e) {
                return lower_case(e.key) == lower_case(entry.key);
            };
            if (std::ranges::none_of(section.entries, same)) section.entries.push_back(entry);
        }
}

const Entry* find(const Section& section, std::string_view name) {
    const auto wanted = lower_case(name);
    for (const auto& entry : section.entries)
        if (lower_case(entry.key) == wanted) return &entry;
    return nullptr;
}

/// Appends the value with its '%' sequences replaced; what is wrong with it otherwise.
std::optional<std::string> expand(const Section& section, std::string_view text, int depth,
                                  std::string& result) {
    if (depth > deepest) return "'%(...)s' refers to itself or goes too deep";
    while (!text.empty()) {
        const auto percent = text.find('%');
        result += text.substr(0, percent);
        if (result.size() > longest_value) return "the value becomes too long";
        if (percent == std::string_view::npos) return std::nullopt;
        text.remove_prefix(percent + 1);
        if (text.starts_with('%')) {
            result += '%';
            text.remove_prefix(1);
            continue;
        }
        const auto close = text.find(")s");
        if (!text.starts_with('(') || close == std::string_view::npos)
            return "a single '%' must be written '%%'";
        const auto name = text.substr(1, close - 1);
        const auto* entry = find(section, name);
        if (!entry) return "'%(" + std::string(name) + ")s' names no entry of this section";
        if (entry->value)
            if (auto problem = expand(section, *entry->value, depth + 1, result)) return problem;
        text.remove_prefix(close + 2);
    }
    return std::nullopt;
}

}  // namespace

std::optional<BadReference> resolve_references(std::vector<Section>& sections) {
    spread_defaults(sections);
    for (auto& section : sections) {
        const Section original = section;
        for (auto& entry : section.entries) {
            if (!entry.value) continue;
            std::string result;
            if (auto problem = expand(original, *entry.value, 1, result))
                return BadReference{entry.line, *problem};
            entry.value = std::move(result);
        }
    }
    return std::nullopt;
}

}  // namespace bm::settings
