// SPDX-License-Identifier: GPL-2.0-or-later
// Configurations as files have them.
#include <algorithm>
#include <utility>

#include "domain/kconfig/configuration.hpp"
#include "domain/kconfig/values.hpp"

namespace bm::kconfig {
namespace {

constexpr std::string_view prefix = "CONFIG_";

std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// To the closing quote; nullopt: there is none.
std::optional<std::string> unescaped(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') return result;
        if (text[i] == '\\' && ++i == text.size()) break;
        result += text[i];
    }
    return std::nullopt;
}

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result;
}

}  // namespace

/// nullopt: it sets nothing.
std::optional<Configuration::Setting> Configuration::setting_in(std::string_view line) {
    const bool comment = line.starts_with("# ");
    if (comment) line.remove_prefix(2);
    if (!line.starts_with(prefix)) return std::nullopt;
    line.remove_prefix(prefix.size());
    const auto end = line.find(comment ? ' ' : '=');
    if (end == std::string_view::npos) return std::nullopt;
    const auto rest = line.substr(end + 1);
    if (comment && !rest.starts_with("is not set")) return std::nullopt;
    return Setting{line.substr(0, end), comment ? "n" : rest, comment};
}

/// Each as a new configuration has it.
void Configuration::forget_user() {
    for (const auto id : set_) {
        users_[id] = {};
        states_[id].is_set = tree_.symbols[id].is_choice;
    }
    set_.clear();
}

void Configuration::mark_set(SymbolId id) {
    states_[id].is_set = true;
    set_.push_back(id);
}

std::vector<Problem> Configuration::load(const std::string& file, std::string_view text) {
    std::vector<Problem> problems;
    forget();
    forget_user();
    Place place{file, 0};
    const auto warn = [&](std::string what) {
        problems.push_back({place, std::move(what), Problem::Weight::warning});
    };
    while (!text.empty()) {
        const auto line = take_line(text);
        ++place.line;
        const auto setting = setting_in(line);
        if (!setting) {
            if (!line.empty() && !line.starts_with('#') && !line.starts_with(prefix))
                warn("unexpected data: " + std::string(line));
            continue;
        }
        const auto id = tree_.find(setting->name);
        if (!id || tree_.symbols[*id].constant) continue;
        if (states_[*id].is_set)
            warn("override: reassigning to symbol " + std::string(setting->name));
        if (auto problem = set(*id, *setting)) {
            warn(*std::move(problem));
            continue;
        }
        if (tree_.symbols[*id].choice) set_choice(*id, place, problems);
    }
    settle();
    return problems;
}

/// What is wrong with the value, if it cannot be set.
std::optional<std::string> Configuration::set(SymbolId id, const Setting& setting) {
    const auto& symbol = tree_.symbols[id];
    auto value = setting.value;
    const auto invalid = [&] {
        return "symbol value '" + std::string(value) + "' invalid for " + symbol.name;
    };
    if (symbol.type == Type::boolean || symbol.type == Type::tristate) {
        const auto letter = value.empty() ? ' ' : value.front();
        auto& truth = users_[id].truth;
        if (letter == 'm' && symbol.type == Type::tristate)
            truth = Tristate::mod;
        else if (letter == 'y')
            truth = Tristate::yes;
        else if (letter == 'n')
            truth = Tristate::no;
        else
            return invalid();
        mark_set(id);
        return std::nullopt;
    }
    if (symbol.type == Type::unknown || setting.unset) return std::nullopt;
    if (symbol.type == Type::string) {
        if (!value.starts_with('"')) return std::nullopt;
        value.remove_prefix(1);
        if (!tree_.dialect.escaped_strings) {
            // A single quote is both the first and the last one.
            if (!value.empty() && !value.ends_with('"')) return "invalid string found";
            users_[id].text = value.substr(0, value.empty() ? 0 : value.size() - 1);
        } else if (auto text = unescaped(value)) {
            users_[id].text = *std::move(text);
        } else {
            return "invalid string found";
        }
    } else {
        if (!is_value_of(symbol.type, value)) return invalid();
        users_[id].text = value;
    }
    mark_set(id);
    return std::nullopt;
}

void Configuration::set_choice(SymbolId member, const Place& place,
                               std::vector<Problem>& problems) {
    const auto& symbol = tree_.symbols[member];
    auto& choice = users_[*symbol.choice];
    const auto truth = users_[member].truth;
    if (truth == Tristate::mod && choice.truth == Tristate::yes)
        problems.push_back(
            {place, symbol.name + " creates inconsistent choice state", Problem::Weight::warning});
    if (truth == Tristate::yes) {
        if (choice.truth != Tristate::no)
            problems.push_back({place, "override: " + symbol.name + " changes choice state",
                                Problem::Weight::warning});
        choice.chosen = member;
    }
    choice.truth = either(choice.truth, truth);
    mark_set(*symbol.choice);
}

void Configuration::drop_what_is_out_of_range() {
    std::vector<SymbolId> out;
    for (const auto id : set_) {
        const auto& symbol = tree_.symbols[id];
        if (symbol.ranges.empty() || symbol.is_choice) continue;
        if (states_[id].is_set && !is_in_range(id, users_[id].text)) out.push_back(id);
    }
    if (out.empty()) return;
    for (const auto id : out) states_[id].is_set = false;
    forget();
}

/// Of .config; empty for one without a type.
std::string Configuration::line_of(SymbolId id) {
    const auto& symbol = tree_.symbols[id];
    const auto value = view(id);
    const auto name = std::string(prefix) + symbol.name;
    switch (symbol.type) {
        case Type::unknown:
            return {};
        case Type::string:
            return name + "=\"" +
                   (tree_.dialect.escaped_strings ? escaped(value) : std::string(value)) + "\"\n";
        case Type::boolean:
        case Type::tristate:
            if (value == "n") return "# " + name + " is not set\n";
            break;
        case Type::integer:
        case Type::hexadecimal:
            if (value.empty() && tree_.dialect.writes_all) return name + "=0\n";
            break;
    }
    return name + "=" + std::string(value) + "\n";
}

std::string Configuration::lines() {
    std::string result;
    std::vector<bool> done(states_.size());
    for (const auto id : in_menu_order(tree_)) {
        if (!tree_.dialect.writes_all) {
            if (done[id] || !is_written(id)) continue;
            done[id] = true;
        }
        result += line_of(id);
    }
    return result;
}

std::vector<Problem> Configuration::unmet_dependencies() {
    std::vector<Problem> problems;
    for (SymbolId id = symbol_yes + 1; id < states_.size(); ++id) {
        const auto& symbol = tree_.symbols[id];
        if (symbol.selected.empty() || symbol.depends.empty() || symbol.entries.empty()) continue;
        if (symbol.type != Type::boolean && symbol.type != Type::tristate) continue;
        compute(id);
        if (symbol.choice) continue;
        const auto selected = as_allowed(id, any(symbol.selected));
        const auto depends = dependencies(id);
        if (depends >= selected) continue;
        auto text =
            "unmet direct dependencies detected for " + symbol.name +
            (depends == Tristate::no ? ": what it depends on is n" : ": what it depends on is m");
        for (const auto by : symbol.selected) {
            if (evaluate(by) == Tristate::no) continue;
            auto first = by;
            while (tree_.expressions[first].op == Expression::Op::and_)
                first = tree_.expressions[first].a;
            text += ", but it is selected by " + tree_.symbols[tree_.expressions[first].a].name;
        }
        problems.push_back(
            {tree_.entries[symbol.entries.front()].place, text, Problem::Weight::warning});
    }
    return problems;
}

}  // namespace bm::kconfig
