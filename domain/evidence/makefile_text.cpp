// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/evidence/makefile_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
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
    std::string_view list;    ///< NAME
    std::string_view option;  ///< without CONFIG_
    bool adds = false;        ///< there are words
    bool of_phase = false;    ///< SPL's has SPL_ before it
};

/// `NAME-$(CONFIG_X) += words`, and nothing else.
std::optional<Condition> addition(std::string_view line) {
    Condition condition;
    const auto open = line.find("-$(CONFIG_");
    if (open == std::string_view::npos || open == 0) return std::nullopt;
    auto name = condition.list = line.substr(0, open);
    if (take_all(name, in_word).empty() || !name.empty()) return std::nullopt;
    auto rest = line.substr(open + 10);
    for (const std::string_view phase : {"$(SPL_)", "$(SPL_TPL_)", "$(PHASE_)", "$(XPL_)"})
        condition.of_phase = condition.of_phase || take(rest, phase);
    condition.option = take_all(rest, in_word);
    if (condition.option.empty() || !take(rest, ")")) return std::nullopt;
    (void)take_all(rest, is_blank);
    if (!take(rest, "+=") && !take(rest, ":=") && !take(rest, "=")) return std::nullopt;
    const auto fits = [](char c) { return in_word(c) || is_blank(c); };
    condition.adds = !std::ranges::all_of(rest, is_blank);
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

/// What is left of a text, line by line.
class Rest {
  public:
    Rest(std::string_view makefile, const OptionNames& set) : makefile_(makefile), set_(set) {}

    void add(std::string_view line) {
        auto bare = line;
        (void)take_all(bare, is_blank);
        if (!line.starts_with('\t') && (bare.empty() || bare.starts_with('#'))) return;
        if (bare.starts_with("endif")) depth_ = std::max(depth_ - 1, 0);
        if (!line.starts_with('\t') && depth_ == 0 && is_left_out(bare)) return;
        if (bare.starts_with("if")) ++depth_;
        left_ += std::string(line) + '\n';
    }
    /// With the lists that have something, though nobody reads what.
    std::string text() const {
        auto text = left_;
        for (const auto list : lists_) text += fmt::format("# {}- has words\n", list);
        return text;
    }

  private:
    bool is_left_out(std::string_view line) {
        const auto condition = addition(line);
        if (!condition || is_set(*condition, set_) || is_set_here(condition->option)) return false;
        if (condition->adds) lists_.insert(condition->list);
        return true;
    }
    /// By this Makefile itself.
    bool is_set_here(std::string_view option) const {
        const auto name = fmt::format("CONFIG_{}", option);
        for (auto at = makefile_.find(name); at != std::string_view::npos;
             at = makefile_.find(name, at + 1))
            if (at == 0 || makefile_[at - 1] != '(') return true;
        return false;
    }

    std::string_view makefile_;
    const OptionNames& set_;
    std::string left_;
    std::set<std::string_view> lists_;
    int depth_ = 0;
};

}  // namespace

std::string what_matters(std::string_view makefile, const OptionNames& set) {
    const auto lines = statements(makefile);
    if (reads_unset(makefile) || std::ranges::any_of(lines, begins_definition))
        return std::string(makefile);
    Rest rest(makefile, set);
    for (const auto& line : lines) rest.add(line);
    return rest.text();
}

}  // namespace bm::evidence
