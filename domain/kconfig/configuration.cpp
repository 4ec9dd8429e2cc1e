// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/configuration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "domain/kconfig/values.hpp"

namespace bm::kconfig {
namespace {

using Kind = Property::Kind;
using Op = Expression::Op;

constexpr int deepest = 8000;  ///< symbols and expressions, each in the one before

bool is_truth(Type type) { return type == Type::boolean || type == Type::tristate; }

std::string text_of(Tristate truth) {
    return truth == Tristate::yes ? "y" : truth == Tristate::mod ? "m" : "n";
}

}  // namespace

Configuration::Configuration(const Tree& tree) : tree_(tree), states_(tree.symbols.size()) {
    states_[symbol_no].now = {Tristate::no, "n", {}};
    states_[symbol_mod].now = {Tristate::mod, "m", {}};
    states_[symbol_yes].now = {Tristate::yes, "y", {}};
    for (const auto id : {symbol_no, symbol_mod, symbol_yes}) states_[id].valid = true;
}

void Configuration::forget() {
    for (SymbolId id = symbol_yes + 1; id < states_.size(); ++id) states_[id].valid = false;
}

Tristate Configuration::truth(SymbolId id) {
    compute(id);
    return states_[id].now.truth;
}

std::string Configuration::text(SymbolId id) {
    compute(id);
    const auto& now = states_[id].now;
    if (!is_truth(tree_.symbols[id].type)) return now.text;
    if (now.truth == Tristate::mod && truth(tree_.modules) == Tristate::no) return "n";
    return text_of(now.truth);
}

bool Configuration::is_written(SymbolId id) {
    compute(id);
    return states_[id].written;
}

Tristate Configuration::any(const std::vector<ExpressionId>& expressions) {
    auto result = Tristate::no;
    for (const auto one : expressions) result = either(result, evaluate(one));
    return result;
}

bool Configuration::go_deeper() {
    if (depth_ >= deepest) return !(too_deep_ = true);
    ++depth_;
    return true;
}

Tristate Configuration::evaluate(ExpressionId id) {
    if (!go_deeper()) return Tristate::no;
    const auto result = value_of(tree_.expressions[id]);
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
            return both(a, evaluate(e.b));
        }
        case Op::or_: {
            const auto a = evaluate(e.a);
            return either(a, evaluate(e.b));
        }
        default:
            return compare(e);
    }
}

Tristate Configuration::compare(const Expression& e) {
    const auto a = text(e.a), b = text(e.b);
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

const Property* Configuration::first_that_holds(SymbolId id, Property::Kind kind,
                                                Tristate& condition) {
    for (const auto& property : tree_.symbols[id].properties) {
        if (property.kind != kind) continue;
        condition = evaluate(property.condition);
        if (condition != Tristate::no) return &property;
    }
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

void Configuration::compute_visibility(SymbolId id) {
    const auto& symbol = tree_.symbols[id];
    auto visible = Tristate::no;
    for (const auto& property : symbol.properties) {
        if (property.kind != Kind::prompt) continue;
        auto condition = evaluate(property.condition);
        if (symbol.choice && symbol.type == Type::tristate && condition == Tristate::mod &&
            states_[*symbol.choice].now.truth == Tristate::yes)
            condition = Tristate::no;
        visible = either(visible, condition);
    }
    if (visible == Tristate::mod &&
        (symbol.type != Type::tristate || truth(tree_.modules) == Tristate::no))
        visible = Tristate::yes;
    states_[id].visible = visible;
    if (symbol.choice) return;
    const auto depends = symbol.depends.empty() ? Tristate::yes : any(symbol.depends);
    states_[id].depends = as_allowed(id, depends);
    states_[id].selected = as_allowed(id, any(symbol.selected));
    states_[id].implied =
        states_[id].depends == Tristate::no ? Tristate::no : as_allowed(id, any(symbol.implied));
}

void Configuration::compute(SymbolId id) {
    if (states_[id].valid) return;
    if (!go_deeper()) return;
    const auto& symbol = tree_.symbols[id];
    states_[id].valid = true;
    if (symbol.type == Type::unknown) {
        states_[id].now = {Tristate::no, symbol.name, {}};
    } else {
        states_[id].written = false;
        compute_visibility(id);
        if (states_[id].visible != Tristate::no) states_[id].written = true;
        Value value{Tristate::no, is_truth(symbol.type) ? "n" : "", {}};
        states_[id].now = value;  // what those see whom it depends on itself
        if (is_truth(symbol.type))
            compute_truth(id, value);
        else
            compute_text(id, value);
        states_[id].now = value;
        if (symbol.is_choice && value.truth == Tristate::yes) {
            const auto found = chosen(id);
            states_[id].now.chosen = found;
            if (!found) states_[id].now.truth = Tristate::no;
        }
        if (symbol.is_choice) states_[id].written = false;
        keep_in_range(id, states_[id].now.text);
    }
    --depth_;
}

void Configuration::compute_truth(SymbolId id, Value& value) {
    const auto& symbol = tree_.symbols[id];
    auto& state = states_[id];
    if (symbol.choice && state.visible == Tristate::yes) {
        value.truth = states_[*symbol.choice].now.chosen == id ? Tristate::yes : Tristate::no;
        return;
    }
    if (state.visible != Tristate::no && state.is_set) {
        value.truth = both(state.user.truth, state.visible);
    } else {
        if (state.selected != Tristate::no) state.written = true;
        if (!symbol.is_choice) {
            Tristate condition{};
            if (const auto* found = first_that_holds(id, Kind::default_, condition)) {
                value.truth = both(evaluate(found->value), condition);
                if (value.truth != Tristate::no) state.written = true;
            }
            if (state.implied != Tristate::no) {
                state.written = true;
                value.truth = either(value.truth, state.implied);
            }
        }
    }
    value.truth = either(value.truth, state.selected);
    if (state.implied == Tristate::yes && value.truth == Tristate::mod) value.truth = Tristate::yes;
    value.truth = as_allowed(id, value.truth);
}

void Configuration::compute_text(SymbolId id, Value& value) {
    auto& state = states_[id];
    if (state.visible != Tristate::no && state.is_set) {
        value.text = state.user.text;
        return;
    }
    Tristate condition{};
    const auto* found = first_that_holds(id, Kind::default_, condition);
    if (!found) return;
    const auto& e = tree_.expressions[found->value];
    if (e.op != Op::symbol) return;
    state.written = true;
    compute(e.a);
    value.text = states_[e.a].now.text;
}

std::optional<SymbolId> Configuration::chosen(SymbolId choice) {
    const auto& symbol = tree_.symbols[choice];
    for (const auto member : symbol.members) compute_visibility(member);
    const auto visible = [&](std::optional<SymbolId> member) {
        return member && states_[*member].visible != Tristate::no;
    };
    if (visible(states_[choice].user.chosen)) return states_[choice].user.chosen;
    for (const auto& property : symbol.properties) {
        if (property.kind != Kind::default_ || evaluate(property.condition) == Tristate::no)
            continue;
        const auto& e = tree_.expressions[property.value];
        if (e.op == Op::symbol && visible(e.a)) return e.a;
    }
    const auto first = std::ranges::find_if(symbol.members, visible);
    return first == symbol.members.end() ? std::nullopt : std::optional(*first);
}

long long Configuration::number(SymbolId id, int base) {
    compute(id);
    const auto type = tree_.symbols[id].type;
    if (type == Type::integer) base = 10;
    if (type == Type::hexadecimal) base = 16;
    return leading_number(states_[id].now.text, base);
}

void Configuration::keep_in_range(SymbolId id, std::string& text) {
    const auto type = tree_.symbols[id].type;
    if (type != Type::integer && type != Type::hexadecimal) return;
    Tristate condition{};
    const auto* range = first_that_holds(id, Kind::range, condition);
    if (!range) return;
    const int base = type == Type::integer ? 10 : 16;
    const auto value = leading_number(text, base);
    auto bound = number(range->low, base);
    if (value >= bound) {
        bound = number(range->high, base);
        if (value <= bound) return;
    }
    text = base == 10 ? fmt::format("{}", bound)
                      : fmt::format("0x{:x}", static_cast<unsigned long long>(bound));
}

bool Configuration::is_in_range(SymbolId id, const std::string& text) {
    const auto type = tree_.symbols[id].type;
    if (!is_value_of(type, text)) return false;
    if (type == Type::string) return true;
    Tristate condition{};
    const auto* range = first_that_holds(id, Kind::range, condition);
    if (!range) return true;
    const int base = type == Type::integer ? 10 : 16;
    const auto value = leading_number(text, base);
    return value >= number(range->low, base) && value <= number(range->high, base);
}

}  // namespace bm::kconfig
