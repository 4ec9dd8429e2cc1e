// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/maintainers.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "domain/board/expression.hpp"
#include "domain/board/wildcard.hpp"
#include "domain/core/shown.hpp"

namespace bm::board {
namespace {

constexpr std::string_view configs = "configs/";
constexpr std::string_view suffix = "_defconfig";
constexpr std::size_t most_problems = 1'000;
constexpr std::size_t most_work = 3'000'000;  ///< in comparisons of a character, or names of boards

std::string_view trimmed(std::string_view text) {
    constexpr auto blanks = " \t\r\n\v\f";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string joined(const std::vector<std::string>& people) {
    std::string text;
    for (const auto& person : people) text += (&person == &people.front() ? "" : ":") + person;
    return text;
}

/// An expression of N:, which may begin with a text that must not stand before: `(?<!uni)versal`.
class NameExpression {
  public:
    static core::Expected<NameExpression> parse(const std::string& text) {
        constexpr std::string_view mark = "(?<!";
        const auto end = text.find(')');
        NameExpression result;
        if (text.starts_with(mark) && end != std::string::npos)
            result.not_before_ = text.substr(mark.size(), end - mark.size());
        const auto begin = result.not_before_.empty() ? 0 : end + 1;
        BM_TRY_ASSIGN(result.pattern_, Expression::parse_pattern(text.substr(begin)));
        return result;
    }
    std::size_t cost() const { return pattern_->cost(); }
    bool is_found_in(const std::string& name) const {
        if (not_before_.empty()) return pattern_->is_found_in(name);
        for (std::size_t at = 0; at <= name.size(); ++at)
            if (pattern_->begins(name.substr(at)) && !name.substr(0, at).ends_with(not_before_))
                return true;
        return false;
    }

  private:
    std::optional<Expression> pattern_;
    std::string not_before_;
};

}  // namespace

MaintainersForm maintainers_form(std::string_view boards_py) {
    const bool searches = boards_py.find("re.search(") != std::string_view::npos;
    return boards_py.empty() || searches ? MaintainersForm::current : MaintainersForm::first;
}

Maintainers::Maintainers(std::vector<std::string> targets, MaintainersForm form)
    : targets_(std::move(targets)), form_(form) {
    std::ranges::sort(targets_);
}

void Maintainers::read(const std::string& path, std::string_view text) {
    Block block;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const bool has_end = end != std::string_view::npos;
        auto line = text.substr(0, end);
        text.remove_prefix(has_end ? end + 1 : text.size());
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.starts_with("#M:")) line.remove_prefix(1);
        const auto tag = line.substr(0, 2);
        const auto rest = std::string(trimmed(line.substr(std::min<std::size_t>(2, line.size()))));
        if (tag == "M:")
            block.entry.people.push_back(rest);
        else if (tag == "S:")
            block.entry.status = rest;
        else if (tag == "F:")
            add_files(block, rest, path + ":" + std::to_string(number));
        else if (tag == "N:")
            add_names(block, rest, path + ":" + std::to_string(number));
        else if (line.empty() && has_end)
            take(block);
    }
    take(block);
}

void Maintainers::take(Block& block) {
    for (const auto& target : block.targets) entries_[target] = block.entry;
    block = {};
}

void Maintainers::complain(const std::string& place, const std::string& text) {
    if (problems_.size() >= most_problems) return;
    const bool is_last = problems_.size() + 1 == most_problems;
    problems_.push_back(place + ": " + (is_last ? "and more problems" : text));
}

bool Maintainers::affords(std::size_t cost, const std::string& place) {
    spent_ += cost * targets_.size();
    if (spent_ <= most_work) return true;
    if (!std::exchange(gave_up_, true))
        complain(place, "not looked for: there are too many expressions and wildcards");
    return false;
}

void Maintainers::add_files(Block& block, const std::string& pattern, const std::string& place) {
    if (pattern.find_first_of("*?[") == std::string::npos) {
        if (!pattern.starts_with(configs) || !pattern.ends_with(suffix)) return;
        auto target = pattern.substr(configs.size());
        target.resize(target.size() - std::min(target.size(), suffix.size()));
        if (std::ranges::binary_search(targets_, target)) block.targets.push_back(target);
        return;
    }
    if (!affords(1 + pattern.size() / 100, place)) return;
    for (const auto& target : targets_)
        if (wildcard_matches(pattern, std::string(configs) + target + std::string(suffix)))
            block.targets.push_back(target);
}

void Maintainers::add_names(Block& block, const std::string& expression, const std::string& place) {
    if (form_ == MaintainersForm::first) {
        if (!affords(1, place)) return;
        block.targets.insert(block.targets.end(), targets_.begin(), targets_.end());
        return;
    }
    const auto parsed = NameExpression::parse(expression);
    if (!parsed) {
        complain(place, "N: " + core::shown(expression, 80) +
                            " is no expression that can be searched for");
        return;
    }
    if (!affords(parsed->cost(), place)) return;
    std::ranges::copy_if(targets_, std::back_inserter(block.targets),
                         [&](const std::string& target) { return parsed->is_found_in(target); });
}

Maintainers::Answer Maintainers::of(const std::string& target,
                                    std::vector<std::string>& warnings) const {
    const auto found = entries_.find(target);
    const auto& entry = found == entries_.end() ? Entry{} : found->second;
    const bool is_known = found != entries_.end();
    const bool is_orphan = entry.status.starts_with("Orphan");
    const bool is_active =
        entry.status.starts_with("Maintained") || entry.status.starts_with("Supported");
    auto people = joined(entry.people);
    const auto warn = [&](const std::string& text) { warnings.push_back("WARNING: " + text); };
    if (form_ == MaintainersForm::current) {
        if (is_orphan || entry.people == std::vector<std::string>{"-"}) people.clear();
        if (people.empty()) {
            warn("no maintainers for '" + target + "'");
            return {"-", ""};
        }
    }
    if (!is_known) {
        warn("no status info for '" + target + "'");
        warn("no maintainers for '" + target + "'");
        return {"-", ""};
    }
    if (is_active || is_orphan) return {is_active ? "Active" : "Orphan", people};
    warn(entry.status + ": unknown status for '" + target + "'");
    return {"-", people};
}

}  // namespace bm::board
