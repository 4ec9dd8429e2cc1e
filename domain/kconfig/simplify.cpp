// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/simplify.hpp"

#include <optional>

namespace bm::kconfig {
namespace {

using Op = Expression::Op;

bool is_constant(const Expression& e, SymbolId id) { return e.op == Op::symbol && e.a == id; }
bool is_joint(Op op) { return op == Op::and_ || op == Op::or_; }

Op opposite_of(Op op) {
    switch (op) {
        case Op::equal:
            return Op::unequal;
        case Op::unequal:
            return Op::equal;
        case Op::less:
            return Op::greater_equal;
        case Op::less_equal:
            return Op::greater;
        case Op::greater:
            return Op::less_equal;
        case Op::greater_equal:
            return Op::less;
        default:
            return Op::none;
    }
}

}  // namespace

ExpressionId Simplifier::transform(ExpressionId id) {
    if (const auto known = transformed_.find(id); known != transformed_.end()) return known->second;
    const auto e = all_[id];
    auto result = id;
    if (is_joint(e.op)) {
        const auto a = transform(e.a);
        result = all_.make({e.op, a, transform(e.b)});
    } else if (e.op == Op::not_) {
        result = negated(transform(e.a));
    } else if (e.op == Op::equal || e.op == Op::unequal) {
        result = compared_bool(e);
    }
    transformed_[id] = result;
    return result;
}

ExpressionId Simplifier::compared_bool(const Expression& e) {
    if (symbol(e.a).type != Type::boolean || e.b > symbol_yes) return all_.make(e);
    const bool equal = e.op == Op::equal;
    if (e.b == symbol_mod) return all_.symbol(equal ? symbol_no : symbol_yes);
    const auto truth = all_.symbol(e.a);
    return equal == (e.b == symbol_yes) ? truth : all_.not_of(truth);
}

ExpressionId Simplifier::negated(ExpressionId inner) {
    const auto e = all_[inner];
    if (e.op == Op::not_) return transform(e.a);
    if (is_joint(e.op)) {
        const auto a = all_.not_of(e.a);
        return transform(all_.make({e.op == Op::or_ ? Op::and_ : Op::or_, a, all_.not_of(e.b)}));
    }
    if (e.op == Op::symbol)
        return e.a > symbol_yes ? all_.not_of(inner) : all_.symbol(symbol_yes - e.a);
    return all_.make({opposite_of(e.op), e.a, e.b});
}

ExpressionId Simplifier::for_bool(ExpressionId id) {
    const auto e = all_[id];
    if (e.op == Op::not_) return all_.not_of(for_bool(e.a));
    if (is_joint(e.op)) {
        const auto a = for_bool(e.a);
        return all_.make({e.op, a, for_bool(e.b)});
    }
    if (e.op == Op::unequal && e.b == symbol_no && symbol(e.a).type == Type::tristate)
        return all_.symbol(e.a);
    return id;
}

ExpressionId Simplifier::as_yes_or_no(ExpressionId id, bool holds) {
    const auto e = all_[id];
    switch (e.op) {
        case Op::none:
            return holds ? all_.not_of(all_.symbol(symbol_no)) : all_.symbol(symbol_no);
        case Op::symbol:
            return all_.make({holds ? Op::unequal : Op::equal, e.a, symbol_no});
        case Op::not_:
            return as_yes_or_no(e.a, !holds);
        case Op::and_:
        case Op::or_: {
            const auto a = as_yes_or_no(e.a, false);
            const auto fails =
                all_.make({e.op == Op::and_ ? Op::or_ : Op::and_, a, as_yes_or_no(e.b, false)});
            return holds ? all_.not_of(fails) : fails;
        }
        default:
            return holds ? id : all_.not_of(id);
    }
}

bool Simplifier::covers(ExpressionId id, ExpressionId of) {
    auto all = without_repeats(transform(as_yes_or_no(id, true)));
    auto wanted = without_repeats(transform(as_yes_or_no(of, true)));
    take_away_common(all, wanted);
    return is_constant(all_[wanted], symbol_yes);
}

ExpressionId Simplifier::without_constants(ExpressionId id) {
    const auto e = all_[id];
    if (!is_joint(e.op)) return id;
    const auto a = without_constants(e.a), b = without_constants(e.b);
    const auto decides = e.op == Op::and_ ? symbol_no : symbol_yes;
    const auto neutral = symbol_yes - decides;
    if (is_constant(all_[a], decides) || is_constant(all_[b], neutral)) return a;
    if (is_constant(all_[b], decides) || is_constant(all_[a], neutral)) return b;
    return all_.make({e.op, a, b});
}

void Simplifier::gather(Op op, ExpressionId id, Parts& into) const {
    if (all_[id].op != op) return into.push_back(id);
    gather(op, all_[id].a, into);
    gather(op, all_[id].b, into);
}

/// The same joint with other parts, from that one on.
ExpressionId Simplifier::with_parts(Op op, ExpressionId id, const Parts& parts, std::size_t& at) {
    const auto e = all_[id];
    if (e.op != op) return parts[at++];
    const auto a = with_parts(op, e.a, parts, at);
    return all_.make({op, a, with_parts(op, e.b, parts, at)});
}

ExpressionId Simplifier::without_repeats(ExpressionId id) {
    if (!is_joint(all_[id].op)) return id;
    if (const auto known = without_repeats_.find(id); known != without_repeats_.end())
        return known->second;
    auto result = id;
    for (bool joined = true; joined && is_joint(all_[result].op);) {
        joined = false;
        result = join_parts(all_[result].op, result, joined);
        if (joined) result = without_constants(result);
    }
    without_repeats_[id] = result;
    return result;
}

ExpressionId Simplifier::join_parts(Op op, ExpressionId id, bool& joined) {
    Parts parts;
    gather(op, id, parts);
    if (!can_compare(parts.size() * parts.size())) return id;
    const auto neutral = all_.symbol(op == Op::or_ ? symbol_no : symbol_yes);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (is_joint(all_[parts[i]].op)) parts[i] = join_parts(all_[parts[i]].op, parts[i], joined);
        for (std::size_t j = 0; j < parts.size(); ++j) {
            if (i == j) continue;
            const auto one = join(op, parts[i], parts[j]);
            if (one == no_condition) continue;
            parts[i] = neutral;
            parts[j] = one;
            joined = true;
        }
    }
    std::size_t at = 0;
    return with_parts(op, id, parts, at);
}

/// The one that both are; no_condition: they are two.
ExpressionId Simplifier::join(Op op, ExpressionId a, ExpressionId b) {
    if (equal(a, b)) return a;
    const auto x = all_[a], y = all_[b];
    const auto about = [&](const Expression& e) -> std::optional<SymbolId> {
        const auto& inner = e.op == Op::not_ ? all_[e.a] : e;
        const bool known =
            inner.op == Op::equal || inner.op == Op::unequal || inner.op == Op::symbol;
        return known ? std::optional(inner.a) : std::nullopt;
    };
    if (y.op == Op::not_ && all_[y.a].op != Op::symbol) return no_condition;
    const auto of = about(x);
    if (!of || of != about(y)) return no_condition;
    const auto type = symbol(*of).type;
    const auto pair = [&](Op first, Op second, SymbolId value) {
        return (x.op == first && y.op == second && y.b == value) ||
               (y.op == first && x.op == second && x.b == value);
    };
    if (type != Type::boolean && type != Type::tristate) return no_condition;
    if (op == Op::or_) {
        if (type == Type::boolean) {
            const bool excluded =
                (x.op == Op::not_ && all_[x.a].op == Op::symbol && y.op == Op::symbol) ||
                (y.op == Op::not_ && x.op == Op::symbol);
            return excluded ? all_.symbol(symbol_yes) : no_condition;
        }
        if (x.op != Op::equal || y.op != Op::equal || x.b > symbol_yes || y.b > symbol_yes)
            return no_condition;
        return all_.make({Op::unequal, *of, symbol_no + symbol_mod + symbol_yes - x.b - y.b});
    }
    if (pair(Op::symbol, Op::equal, symbol_yes) || pair(Op::symbol, Op::unequal, symbol_mod))
        return all_.make({Op::equal, *of, symbol_yes});
    if (pair(Op::symbol, Op::unequal, symbol_no)) return all_.symbol(*of);
    return type == Type::tristate ? join_tristate(x, y) : no_condition;
}

/// Of two comparisons that both hold.
ExpressionId Simplifier::join_tristate(const Expression& x, const Expression& y) {
    const auto* equal = x.op == Op::equal ? &x : &y;
    const auto* unequal = x.op == Op::equal ? &y : &x;
    if (equal->op == Op::equal && unequal->op == Op::unequal) {
        if (!symbol(equal->b).constant || !symbol(unequal->b).constant) return no_condition;
        return equal->b != unequal->b ? all_.make(*equal) : all_.symbol(symbol_no);
    }
    if (x.op != Op::unequal || y.op != Op::unequal || x.b > symbol_yes || y.b > symbol_yes)
        return no_condition;
    return all_.make({Op::equal, x.a, symbol_no + symbol_mod + symbol_yes - x.b - y.b});
}

bool Simplifier::can_compare(std::size_t pairs) {
    if (pairs > pairs_left_) return false;
    pairs_left_ -= pairs;
    return true;
}

bool Simplifier::equal(ExpressionId a, ExpressionId b) {
    if (a == b) return true;
    if (all_[a].op != all_[b].op) return false;
    if (all_[a].op == Op::not_) return equal(all_[a].a, all_[b].a);
    if (!is_joint(all_[a].op)) return false;
    take_away_common(a, b);
    return a == b && all_[a].op == Op::symbol;
}

void Simplifier::take_away_common(ExpressionId& a, ExpressionId& b) {
    const auto first = all_[a].op, second = all_[b].op;
    if (is_joint(first)) take_away_common(first, a, b);
    if (first != second && is_joint(second)) take_away_common(second, a, b);
    a = without_constants(a);
    b = without_constants(b);
}

/// Each part that both have becomes one that does not count.
void Simplifier::take_away_common(Op op, ExpressionId& a, ExpressionId& b) {
    Parts of_a, of_b;
    gather(op, a, of_a);
    gather(op, b, of_b);
    if (!can_compare(of_a.size() * of_b.size())) return;
    const auto neutral = all_.symbol(op == Op::or_ ? symbol_no : symbol_yes);
    const auto yes = all_.symbol(symbol_yes), no = all_.symbol(symbol_no);
    for (auto& x : of_a)
        for (auto& y : of_b)
            if (!(x == y && (x == yes || x == no)) && equal(x, y)) x = y = neutral;
    std::size_t at = 0;
    a = with_parts(op, a, of_a, at);
    at = 0;
    b = with_parts(op, b, of_b, at);
}

}  // namespace bm::kconfig
