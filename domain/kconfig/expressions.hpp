// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace bm::kconfig {

/// A symbol's number in its tree.
using SymbolId = std::uint32_t;
/// The constants, which every tree begins with.
inline constexpr SymbolId symbol_no = 0;
inline constexpr SymbolId symbol_mod = 1;
inline constexpr SymbolId symbol_yes = 2;

/// An expression's number in its tree; equal numbers are equal expressions.
using ExpressionId = std::uint32_t;
/// No condition: always true.
inline constexpr ExpressionId no_condition = 0;

struct Expression {
    enum class Op : std::uint8_t {
        none,    ///< no condition
        symbol,  ///< `a` is a symbol
        not_,    ///< of the expression `a`
        and_,    ///< of the expressions `a` and `b`
        or_,     ///< likewise
        equal,   ///< of the symbols `a` and `b`, as the other comparisons
        unequal,
        less,
        less_equal,
        greater,
        greater_equal,
    };
    Op op = Op::none;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    friend bool operator==(const Expression&, const Expression&) = default;
};

/// The expressions of a tree, each kept once.
class Expressions {
  public:
    Expressions() { (void)make({}); }

    const Expression& operator[](ExpressionId id) const { return all_[id]; }
    /// How deep it is nested; 0: no condition.
    int depth(ExpressionId id) const { return depths_[id]; }
    ExpressionId make(Expression expression);
    ExpressionId symbol(SymbolId id) { return make({Expression::Op::symbol, id, 0}); }
    ExpressionId not_of(ExpressionId a);
    /// With no_condition, the other one.
    ExpressionId both(ExpressionId a, ExpressionId b);
    /// Of two that are there; no_condition stands for none, as Kconfig's own tools have it, and not
    /// for one that is always true.
    ExpressionId either(ExpressionId a, ExpressionId b);

    /// Whether it can only be true when the symbol is not n.
    bool needs(ExpressionId id, SymbolId symbol) const;
    bool contains(ExpressionId id, SymbolId symbol) const;

  private:
    struct Hash {
        std::size_t operator()(const Expression& e) const;
    };

    std::vector<Expression> all_;
    std::vector<int> depths_;
    std::unordered_map<Expression, ExpressionId, Hash> numbers_;
};

}  // namespace bm::kconfig
