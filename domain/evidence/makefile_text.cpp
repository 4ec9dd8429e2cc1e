// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/makefile_text.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "domain/core/lists.hpp"

namespace bm::evidence {
namespace {

/// Lines, those that end with a backslash joined with the next.
std::vector<std::string> statements(std::string_view text) {
    std::vector<std::string> found;
    bool goes_on = false;
    for (const auto line : core::lines_of(text)) {
        if (!goes_on) found.emplace_back();
        found.back() += line;
        goes_on = line.ends_with('\\');
        if (goes_on) found.back().back() = ' ';
    }
    return found;
}

bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./+").find(c) != std::string_view::npos;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Takes the longest piece of such characters off the text.
template <class Is>
std::string_view take_all(std::string_view& text, Is is) {
    const auto end = std::ranges::find_if_not(text, is);
    const auto piece = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(piece.size());
    return piece;
}

bool take(std::string_view& text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
}

struct Condition {
    std::string_view option;  ///< without CONFIG_
    bool of_phase = false;    ///< SPL's has SPL_ before it
};

/// `NAME-$(CONFIG_X) += words`, and nothing else.
std::optional<Condition> addition(std::string_view line) {
    Condition condition;
    const auto open = line.find("-$(CONFIG_");
    if (open == std::string_view::npos || open == 0) return std::nullopt;
    auto name = line.substr(0, open);
    if (take_all(name, in_word).empty() || !name.empty()) return std::nullopt;
    auto rest = line.substr(open + 10);
    for (const std::string_view phase : {"$(SPL_)", "$(SPL_TPL_)", "$(PHASE_)", "$(XPL_)"})
        condition.of_phase = condition.of_phase || take(rest, phase);
    condition.option = take_all(rest, in_word);
    if (condition.option.empty() || !take(rest, ")")) return std::nullopt;
    (void)take_all(rest, is_blank);
    if (!take(rest, "+=") && !take(rest, ":=") && !take(rest, "=")) return std::nullopt;
    const auto fits = [](char c) { return in_word(c) || is_blank(c); };
    return std::ranges::all_of(rest, fits) ? std::optional(condition) : std::nullopt;
}

bool is_set(const Condition& condition, const OptionNames& set) {
    if (set.contains(condition.option)) return true;
    const auto has = [&](std::string_view phase) {
        return set.contains(std::string(phase) + std::string(condition.option));
    };
    return condition.of_phase &&
           std::ranges::any_of(std::vector<std::string_view>{"SPL_", "TPL_", "VPL_"}, has);
}

/// A name that ends with '-' is read: `$(obj-)`.
bool reads_unset(std::string_view text) {
    return text.find("-)") != std::string_view::npos || text.find("-}") != std::string_view::npos;
}

bool begins_definition(std::string_view line) {
    (void)take_all(line, is_blank);
    return line.starts_with("define ") || line.starts_with("override define ");
}

/// The words that begin or end a definition may stand in another's text.
bool matters(std::string_view line, const OptionNames& set) {
    if (line.starts_with('\t')) return true;
    (void)take_all(line, is_blank);
    if (line.empty() || line.starts_with('#')) return false;
    const auto condition = addition(line);
    return !condition || is_set(*condition, set);
}

}  // namespace

std::string what_matters(std::string_view makefile, const OptionNames& set) {
    const auto lines = statements(makefile);
    if (reads_unset(makefile) || std::ranges::any_of(lines, begins_definition))
        return std::string(makefile);
    std::string left;
    for (const auto& line : lines)
        if (matters(line, set)) left += line + '\n';
    return left;
}

}  // namespace bm::evidence
