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

/// A line that sets a symbol, or says that it is not set.
struct Setting {
    std::string_view name;
    std::string_view value;  ///< n for one that is not set
    bool unset = false;
};

std::optional<Setting> setting_in(std::string_view line) {
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

}  // namespace

std::vector<Problem> Configuration::load(const std::string& file, std::string_view text) {
    std::vector<Problem> problems;
    forget();
    for (SymbolId id = symbol_yes + 1; id < states_.size(); ++id) {
        states_[id].user = {};
        states_[id].is_set = tree_.symbols[id].is_choice;
    }
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
        auto& state = states_[*id];
        if (state.is_set) warn("override: reassigning to symbol " + std::string(setting->name));
        const auto type = tree_.symbols[*id].type;
        if (setting->unset) {
            if (type != Type::boolean && type != Type::tristate) continue;
            state.user.truth = Tristate::no;
            state.is_set = true;
        } else {
            const auto before = problems.size();
            set(tree_.symbols[*id], state, setting->value, place, problems);
            if (problems.size() > before) continue;
        }
        if (tree_.symbols[*id].choice) set_choice(*id, place, problems);
    }
    drop_what_is_out_of_range();
    return problems;
}

void Configuration::set(const Symbol& symbol, State& state, std::string_view value,
                        const Place& place, std::vector<Problem>& problems) {
    const auto warn = [&](std::string what) {
        problems.push_back({place, std::move(what), Problem::Weight::warning});
    };
    if (symbol.type == Type::boolean || symbol.type == Type::tristate) {
        const auto letter = value.empty() ? ' ' : value.front();
        if (letter == 'm' && symbol.type == Type::tristate)
            state.user.truth = Tristate::mod;
        else if (letter == 'y')
            state.user.truth = Tristate::yes;
        else if (letter == 'n')
            state.user.truth = Tristate::no;
        else
            return warn("symbol value '" + std::string(value) + "' invalid for " + symbol.name);
        state.is_set = true;
        return;
    }
    if (symbol.type == Type::unknown) return;
    if (symbol.type == Type::string) {
        if (!value.starts_with('"')) return;
        value.remove_prefix(1);
        if (!value.ends_with('"')) return warn("invalid string found");
        value.remove_suffix(1);
    }
    if (!is_value_of(symbol.type, value))
        return warn("symbol value '" + std::string(value) + "' invalid for " + symbol.name);
    state.user.text = value;
    state.is_set = true;
}

void Configuration::set_choice(SymbolId member, const Place& place,
                               std::vector<Problem>& problems) {
    const auto& symbol = tree_.symbols[member];
    auto& choice = states_[*symbol.choice];
    const auto truth = states_[member].user.truth;
    if (truth == Tristate::mod && choice.user.truth == Tristate::yes)
        problems.push_back(
            {place, symbol.name + " creates inconsistent choice state", Problem::Weight::warning});
    if (truth == Tristate::yes) {
        if (choice.user.truth != Tristate::no)
            problems.push_back({place, "override: " + symbol.name + " changes choice state",
                                Problem::Weight::warning});
        choice.user.chosen = member;
    }
    choice.user.truth = either(choice.user.truth, truth);
}

void Configuration::drop_what_is_out_of_range() {
    std::vector<SymbolId> out;
    for (SymbolId id = symbol_yes + 1; id < states_.size(); ++id) {
        const auto type = tree_.symbols[id].type;
        if (type != Type::integer && type != Type::hexadecimal) continue;
        if (states_[id].is_set && !is_in_range(id, states_[id].user.text)) out.push_back(id);
    }
    for (const auto id : out) states_[id].is_set = false;
    forget();
}

std::string Configuration::lines() {
    std::string result;
    std::vector<bool> done(states_.size());
    std::vector<EntryId> waiting = {root_entry};
    while (!waiting.empty()) {
        const auto& entry = tree_.entries[waiting.back()];
        waiting.pop_back();
        waiting.insert(waiting.end(), entry.children.rbegin(), entry.children.rend());
        if (!entry.symbol || done[*entry.symbol]) continue;
        const auto& symbol = tree_.symbols[*entry.symbol];
        if (symbol.is_choice || !is_written(*entry.symbol)) continue;
        done[*entry.symbol] = true;
        const auto value = text(*entry.symbol);
        const auto name = std::string(prefix) + symbol.name;
        if (symbol.type == Type::string)
            result += name + "=\"" + value + "\"\n";
        else if (value == "n" && (symbol.type == Type::boolean || symbol.type == Type::tristate))
            result += "# " + name + " is not set\n";
        else
            result += name + "=" + value + "\n";
    }
    return result;
}

}  // namespace bm::kconfig
