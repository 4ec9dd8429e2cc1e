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
    for (SymbolId id = 0; id < states_.size(); ++id) {
        if (!tree.symbols[id].is_choice) continue;
        for (const auto& one : tree.symbols[id].defaults) {
            const auto& e = tree.expressions[one.value];
            if (e.op == Op::symbol && tree.symbols[e.a].choice != id)
                strangers_[e.a] = Tristate::no;
        }
    }
    settle();
}

/// What hangs on itself by way of the modules, or of a choice with a stranger for its default, is
/// as a second round leaves it. That goes through the menus in their order: a choice sees of a
/// stranger above it what this round made of it, of one below it what the round before did.
void Configuration::settle() {
    is_second_round_ = false;
    modules_ = Tristate::no;
    for (auto& [id, visible] : strangers_) visible = Tristate::no;
    modules_ = truth(tree_.modules);
    drop_what_is_out_of_range();
    for (auto& [id, visible] : strangers_) {
        compute(id);
        visible = states_[id].visible;
    }
    if (strangers_.empty() && modules_ == Tristate::no) return;
    forget();
    is_second_round_ = true;
    modules_ = truth(tree_.modules);
    if (strangers_.empty()) return;
    for (const auto id : in_menu_order(tree_)) compute(id);
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
    if (value == Tristate::mod && !tree_.dialect.mod_stays && truth(tree_.modules) == Tristate::no)
        return "n";
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
    return modules_ != Tristate::no;
}

Tristate Configuration::as_allowed(SymbolId id, Tristate truth) {
    return truth == Tristate::mod && !can_be_mod(id) ? Tristate::yes : truth;
}

Tristate Configuration::dependencies(SymbolId id) {
    const auto& depends = tree_.symbols[id].depends;
    return depends.empty() ? Tristate::yes : as_allowed(id, any(depends));
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
    if (visible == Tristate::mod && (symbol.type != Type::tristate || modules_ == Tristate::no))
        visible = Tristate::yes;
    return visible;
}

void Configuration::compute(SymbolId id) {
    if (states_[id].valid || !go_deeper()) return;
    const auto& symbol = tree_.symbols[id];
    auto& state = states_[id];
    auto& value = values_[id];
    if (symbol.choice) compute(*symbol.choice);
    if (state.valid) {
        --depth_;
        return;
    }
    state.valid = true;
    computed_.push_back(id);
    if (symbol.type == Type::unknown) {
        value.text = symbol.name;
        --depth_;
        return;
    }
    state.visible = visibility(id);
    if (is_second_round_)
        if (const auto stranger = strangers_.find(id); stranger != strangers_.end())
            stranger->second = state.visible;
    if (state.visible != Tristate::no) state.written = true;
    // What depends on itself sees n or nothing till here.
    if (is_truth(symbol.type)) {
        value.text = "n";  // whoever has it for a default takes no more of it
        state.truth = computed_truth(id);
    } else {
        value.text = computed_text(id);
        value.text = in_range(id, value.text);  // whose bounds can be its own value
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
        if (tree_.dialect.imply_is_weak)
            implied = as_allowed(id, any(symbol.implied));
        else if (!symbol.implied.empty() && dependencies(id) != Tristate::no)
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
                if (tree_.dialect.imply_is_weak) result = both(result, dependencies(id));
            }
        }
    }
    result = either(result, selected);
    if (implied == Tristate::yes && result == Tristate::mod && !tree_.dialect.imply_is_weak)
        result = Tristate::yes;
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
        if (e.op != Op::symbol) continue;
        const bool member = tree_.symbols[e.a].choice == choice;
        if (member ? visible(e.a) : strangers_.at(e.a) != Tristate::no) return e.a;
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
    auto from = range->low;
    auto bound = number(from, base);
    if (value >= bound) {
        from = range->high;
        bound = number(from, base);
        if (value <= bound) return text;
    }
    if (tree_.dialect.bounds_as_given) return values_[from].text;
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
