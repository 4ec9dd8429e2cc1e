// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/configuration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "domain/kconfig/values.hpp"

namespace bm::kconfig {
namespace {

using Op = Expression::Op;

constexpr int deepest = 8000;  ///< symbols and expressions, each in the one before

bool is_truth(Type type) { return type == Type::boolean || type == Type::tristate; }

std::string_view text_of(Tristate truth) {
    return truth == Tristate::yes ? "y" : truth == Tristate::mod ? "m" : "n";
}

}  // namespace

Configuration::Configuration(const Tree& tree)
    : tree_(tree),
      states_(tree.symbols.size()),
      users_(tree.symbols.size()),
      values_(tree.symbols.size()) {
    for (SymbolId id = 0; id < states_.size(); ++id)
        states_[id].is_set = tree.symbols[id].is_choice;
    for (const auto truth : {Tristate::no, Tristate::mod, Tristate::yes}) {
        const auto id = static_cast<SymbolId>(truth);
        states_[id].valid = true;
        states_[id].truth = truth;
        values_[id].text = text_of(truth);
    }
}

void Configuration::forget() {
    for (const auto id : computed_) {
        const bool is_set = states_[id].is_set;
        states_[id] = {};
        states_[id].is_set = is_set;
        values_[id] = {};
    }
    computed_.clear();
    made_.clear();
}

Tristate Configuration::truth(SymbolId id) {
    if (!states_[id].valid) compute(id);
    return states_[id].truth;
}

std::string_view Configuration::view(SymbolId id) {
    compute(id);
    if (!is_truth(tree_.symbols[id].type)) return values_[id].text;
    const auto value = states_[id].truth;
    if (value == Tristate::mod && truth(tree_.modules) == Tristate::no) return "n";
    return text_of(value);
}

bool Configuration::is_written(SymbolId id) {
    compute(id);
    return states_[id].written;
}

Tristate Configuration::any(const std::vector<ExpressionId>& expressions) {
    auto result = Tristate::no;
    for (const auto one : expressions) {
        result = either(result, evaluate(one));
        if (result == Tristate::yes) break;
    }
    return result;
}

bool Configuration::go_deeper() {
    if (depth_ >= deepest) return !(too_deep_ = true);
    ++depth_;
    return true;
}

Tristate Configuration::evaluate(ExpressionId id) {
    const auto& expression = tree_.expressions[id];
    if (expression.op == Op::symbol && states_[expression.a].valid)
        return states_[expression.a].truth;
    if (!go_deeper()) return Tristate::no;
    const auto result = value_of(expression);
    --depth_;
    return result;
}

Tristate Configuration::value_of(const Expression& e) {
    switch (e.op) {
        case Op::none:
            return Tristate::yes;
        case Op::symbol:
            return truth(e.a);
        case Op::not_:
            return opposite(evaluate(e.a));
        case Op::and_: {
            const auto a = evaluate(e.a);
            return a == Tristate::no ? a : both(a, evaluate(e.b));
        }
        case Op::or_: {
            const auto a = evaluate(e.a);
            return a == Tristate::yes ? a : either(a, evaluate(e.b));
        }
        default:
            return compare(e);
    }
}

Tristate Configuration::compare(const Expression& e) {
    const auto a = view(e.a), b = view(e.b);
    const int found = compare_values(a, tree_.symbols[e.a].type, b, tree_.symbols[e.b].type);
    const auto holds = [&] {
        switch (e.op) {
            case Op::equal:
                return found == 0;
            case Op::unequal:
                return found != 0;
            case Op::less:
                return found < 0;
            case Op::less_equal:
                return found <= 0;
            case Op::greater:
                return found > 0;
            default:
                return found >= 0;
        }
    };
    return holds() ? Tristate::yes : Tristate::no;
}

/// The first one that holds, and how far.
std::optional<Default> Configuration::default_of(SymbolId id, Tristate& condition) {
    for (const auto& one : tree_.symbols[id].defaults) {
        condition = evaluate(one.condition);
        if (condition != Tristate::no) return one;
    }
    return std::nullopt;
}

const Range* Configuration::range_of(SymbolId id) {
    for (const auto& one : tree_.symbols[id].ranges)
        if (evaluate(one.condition) != Tristate::no) return &one;
    return nullptr;
}

/// A tristate is a bool where nothing can be m, and as the member of a choice that is y.
bool Configuration::can_be_mod(SymbolId id) {
    const auto& symbol = tree_.symbols[id];
    if (symbol.type != Type::tristate) return false;
    if (symbol.choice && states_[id].visible == Tristate::yes) return false;
    return truth(tree_.modules) != Tristate::no;
}

Tristate Configuration::as_allowed(SymbolId id, Tristate truth) {
    return truth == Tristate::mod && !can_be_mod(id) ? Tristate::yes : truth;
}

Tristate Configuration::visibility(SymbolId id) {
    const auto& symbol = tree_.symbols[id];
    auto visible = Tristate::no;
    for (const auto prompt : symbol.prompts) {
        auto condition = evaluate(prompt);
        if (symbol.choice && symbol.type == Type::tristate && condition == Tristate::mod &&
            states_[*symbol.choice].truth == Tristate::yes)
            condition = Tristate::no;
        visible = either(visible, condition);
        if (visible == Tristate::yes) break;
    }
    if (visible == Tristate::mod &&
        (symbol.type != Type::tristate || truth(tree_.modules) == Tristate::no))
        visible = Tristate::yes;
    return visible;
}

void Configuration::compute(SymbolId id) {
    if (states_[id].valid || !go_deeper()) return;
    const auto& symbol = tree_.symbols[id];
    auto& state = states_[id];
    auto& value = values_[id];
    state.valid = true;
    computed_.push_back(id);
    if (symbol.type == Type::unknown) {
        value.text = symbol.name;
        --depth_;
        return;
    }
    state.visible = visibility(id);
    if (state.visible != Tristate::no) state.written = true;
    // What depends on itself sees n or nothing till here.
    if (is_truth(symbol.type)) {
        value.text = "n";  // whoever has it for a default takes no more of it
        state.truth = computed_truth(id);
    } else {
        value.text = in_range(id, computed_text(id));
    }
    if (symbol.is_choice) {
        if (state.truth == Tristate::yes && !(value.chosen = chosen(id)))
            state.truth = Tristate::no;
        state.written = false;
    }
    --depth_;
}

Tristate Configuration::computed_truth(SymbolId id) {
    const auto& symbol = tree_.symbols[id];
    auto& state = states_[id];
    if (symbol.choice && state.visible == Tristate::yes)
        return values_[*symbol.choice].chosen == id ? Tristate::yes : Tristate::no;
    auto result = Tristate::no, selected = Tristate::no, implied = Tristate::no;
    if (!symbol.choice) {
        selected = as_allowed(id, any(symbol.selected));
        if (!symbol.implied.empty() &&
            (symbol.depends.empty() || any(symbol.depends) != Tristate::no))
            implied = as_allowed(id, any(symbol.implied));
    }
    if (state.visible != Tristate::no && state.is_set) {
        result = both(users_[id].truth, state.visible);
    } else {
        if (selected != Tristate::no) state.written = true;
        if (!symbol.is_choice) {
            Tristate condition{};
            if (const auto found = default_of(id, condition)) {
                result = both(evaluate(found->value), condition);
                if (result != Tristate::no) state.written = true;
            }
            if (implied != Tristate::no) {
                state.written = true;
                result = either(result, implied);
            }
        }
    }
    result = either(result, selected);
    if (implied == Tristate::yes && result == Tristate::mod) result = Tristate::yes;
    return as_allowed(id, result);
}

std::string_view Configuration::computed_text(SymbolId id) {
    auto& state = states_[id];
    if (state.visible != Tristate::no && state.is_set) return users_[id].text;
    Tristate condition{};
    const auto found = default_of(id, condition);
    if (!found) return {};
    const auto& e = tree_.expressions[found->value];
    if (e.op != Op::symbol) return {};
    state.written = true;
    compute(e.a);
    return values_[e.a].text;
}

std::optional<SymbolId> Configuration::chosen(SymbolId choice) {
    const auto& symbol = tree_.symbols[choice];
    const auto visible = [&](SymbolId member) { return visibility(member) != Tristate::no; };
    if (const auto wanted = users_[choice].chosen; wanted && visible(*wanted)) return wanted;
    for (const auto& one : symbol.defaults) {
        if (evaluate(one.condition) == Tristate::no) continue;
        const auto& e = tree_.expressions[one.value];
        if (e.op == Op::symbol && tree_.symbols[e.a].choice == choice && visible(e.a)) return e.a;
    }
    const auto first = std::ranges::find_if(symbol.members, visible);
    return first == symbol.members.end() ? std::nullopt : std::optional(*first);
}

long long Configuration::number(SymbolId id, int base) {
    compute(id);
    const auto type = tree_.symbols[id].type;
    if (type == Type::integer) base = 10;
    if (type == Type::hexadecimal) base = 16;
    return leading_number(values_[id].text, base);
}

/// The text, or the bound that is nearest to it.
std::string_view Configuration::in_range(SymbolId id, std::string_view text) {
    const auto type = tree_.symbols[id].type;
    if (type != Type::integer && type != Type::hexadecimal) return text;
    const auto* range = range_of(id);
    if (!range) return text;
    const int base = type == Type::integer ? 10 : 16;
    const auto value = leading_number(text, base);
    auto bound = number(range->low, base);
    if (value >= bound) {
        bound = number(range->high, base);
        if (value <= bound) return text;
    }
    made_.push_back(base == 10 ? fmt::format("{}", bound)
                               : fmt::format("0x{:x}", static_cast<unsigned long long>(bound)));
    return made_.back();
}

bool Configuration::is_in_range(SymbolId id, std::string_view text) {
    const auto type = tree_.symbols[id].type;
    if (!is_value_of(type, text)) return false;
    const auto* range = type == Type::string ? nullptr : range_of(id);
    if (!range) return true;
    const int base = type == Type::integer ? 10 : 16;
    const auto value = leading_number(text, base);
    return value >= number(range->low, base) && value <= number(range->high, base);
}

}  // namespace bm::kconfig
