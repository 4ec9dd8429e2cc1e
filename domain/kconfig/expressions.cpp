// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/expressions.hpp"

#include <algorithm>

namespace bm::kconfig {

using Op = Expression::Op;

std::size_t Expressions::Hash::operator()(const Expression& e) const {
    const auto both = (std::uint64_t{e.a} << 32) | e.b;
    return static_cast<std::size_t>((both * 0x9e3779b97f4a7c15u) ^
                                    (static_cast<std::uint64_t>(e.op) << 56));
}

ExpressionId Expressions::make(Expression expression) {
    const auto [found, fresh] =
        numbers_.try_emplace(expression, static_cast<ExpressionId>(all_.size()));
    if (!fresh) return found->second;
    all_.push_back(expression);
    int depth = expression.op == Op::none ? 0 : 1;
    if (expression.op == Op::not_) depth += depths_[expression.a];
    if (expression.op == Op::and_ || expression.op == Op::or_)
        depth += std::max(depths_[expression.a], depths_[expression.b]);
    depths_.push_back(depth);
    return found->second;
}

ExpressionId Expressions::not_of(ExpressionId a) { return make({Op::not_, a, 0}); }

ExpressionId Expressions::both(ExpressionId a, ExpressionId b) {
    if (a == no_condition || a == b) return b;
    if (b == no_condition) return a;
    return make({Op::and_, a, b});
}

ExpressionId Expressions::either(ExpressionId a, ExpressionId b) {
    if (a == no_condition || a == b) return b;
    if (b == no_condition) return a;
    return make({Op::or_, a, b});
}

bool Expressions::needs(ExpressionId id, SymbolId symbol) const {
    const auto& e = all_[id];
    switch (e.op) {
        case Op::symbol:
            return e.a == symbol;
        case Op::and_:
            return needs(e.a, symbol) || needs(e.b, symbol);
        case Op::equal:
            return e.a == symbol && (e.b == symbol_yes || e.b == symbol_mod);
        case Op::unequal:
            return e.a == symbol && e.b == symbol_no;
        default:
            return false;
    }
}

bool Expressions::contains(ExpressionId id, SymbolId symbol) const {
    const auto& e = all_[id];
    switch (e.op) {
        case Op::none:
            return false;
        case Op::symbol:
            return e.a == symbol;
        case Op::not_:
            return contains(e.a, symbol);
        case Op::and_:
        case Op::or_:
            return contains(e.a, symbol) || contains(e.b, symbol);
        default:
            return e.a == symbol || e.b == symbol;
    }
}

}  // namespace bm::kconfig
