// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/recipe/adjustment.hpp"

#include <algorithm>

namespace bm::recipe {
namespace {

constexpr std::string_view family = "CONFIG_";

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '_';
    });
}

std::vector<std::string_view> split_outside_quotes(std::string_view text) {
    std::vector<std::string_view> items;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') quoted = !quoted;
        if (text[at] != ',' || quoted) continue;
        items.push_back(text.substr(begin, at - begin));
        begin = at + 1;
    }
    items.push_back(text.substr(begin));
    return items;
}

std::optional<Adjustment> parse_item(std::string_view item) {
    const bool off = item.starts_with('~');
    if (off) item.remove_prefix(1);
    if (item.starts_with(family)) item.remove_prefix(family.size());
    const auto equals = item.find('=');
    const auto name = item.substr(0, equals);
    if (!is_name(name)) return std::nullopt;
    if (equals == std::string_view::npos)
        return Adjustment{std::string(name), off ? std::nullopt : std::optional<std::string>("y")};
    const auto value = item.substr(equals + 1);
    const bool one_line = value.find_first_of(std::string_view("\n\r\0", 3)) == value.npos;
    if (off || value.empty() || !one_line) return std::nullopt;
    if (value == "n") return Adjustment{std::string(name), std::nullopt};
    return Adjustment{std::string(name), std::string(value)};
}

std::string line_of(const Adjustment& adjustment) {
    const auto name = std::string(family) + adjustment.name;
    return adjustment.value ? name + "=" + *adjustment.value : "# " + name + " is not set";
}

std::string shown(const Adjustment& adjustment) {
    if (!adjustment.value) return "~" + adjustment.name;
    return *adjustment.value == "y" ? adjustment.name : adjustment.name + "=" + *adjustment.value;
}

bool is_about(std::string_view line, const std::string& name) {
    return line.starts_with(std::string(family) + name + "=") ||
           line == "# " + std::string(family) + name + " is not set";
}

bool is_about_one_of(std::string_view line, const std::vector<Adjustment>& adjustments) {
    return std::ranges::any_of(adjustments, [&](const auto& a) { return is_about(line, a.name); });
}

/// The line of the configuration that says something of the name; empty when none does.
std::string_view line_about(std::string_view config, const std::string& name) {
    while (!config.empty()) {
        const auto line = config.substr(0, config.find('\n'));
        if (is_about(line, name)) return line;
        config.remove_prefix(std::min(config.size(), line.size() + 1));
    }
    return {};
}

}  // namespace

core::Expected<std::vector<Adjustment>> parse_adjustments(const std::vector<std::string>& texts) {
    std::vector<Adjustment> found;
    for (const auto& text : texts)
        for (const auto item : split_outside_quotes(text)) {
            const auto adjustment = parse_item(item);
            if (!adjustment)
                return core::fail(core::ErrorKind::usage,
                                  "Invalid CONFIG adjustment '" + std::string(item) +
                                      "': it is NAME, ~NAME or NAME=value");
            const auto known = std::ranges::find(found, adjustment->name, &Adjustment::name);
            if (known == found.end())
                found.push_back(*adjustment);
            else
                *known = *adjustment;
        }
    return found;
}

std::string merge(std::string_view defconfig, const std::vector<Adjustment>& adjustments) {
    std::string text;
    while (!defconfig.empty()) {
        const auto line = defconfig.substr(0, defconfig.find('\n'));
        if (!is_about_one_of(line, adjustments)) text += std::string(line) + "\n";
        defconfig.remove_prefix(std::min(defconfig.size(), line.size() + 1));
    }
    for (const auto& adjustment : adjustments) text += line_of(adjustment) + "\n";
    return text;
}

std::string not_in_effect(const std::vector<Adjustment>& adjustments, std::string_view config) {
    constexpr std::size_t column = 20;
    std::string rows;
    for (const auto& adjustment : adjustments) {
        const auto wanted = line_of(adjustment);
        const auto there = line_about(config, adjustment.name);
        if (there == wanted || (there.empty() && !adjustment.value)) continue;
        auto name = shown(adjustment);
        name.resize(std::max(column, name.size()), ' ');
        rows += name + "  " +
                (there.empty() ? "Missing expected line: " + wanted : std::string(there)) + "\n";
    }
    if (rows.empty()) return {};
    return "error: some CONFIG adjustments did not take effect: a name does not exist, or another "
           "option forces it\n" +
           rows;
}

}  // namespace bm::recipe
