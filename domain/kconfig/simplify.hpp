// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/kconfig/tree.hpp"

namespace bm::kconfig {

/// Simpler expressions of the same truth, as scripts/kconfig/conf makes them before it looks for
/// circles and for entries that depend on others. The types of symbols must be known. Of all
/// expressions together 10 million pairs of parts are compared; what comes later stays as it is.
class Simplifier {
  public:
    explicit Simplifier(Tree& tree) : tree_(tree), all_(tree.expressions) {}

    /// Pushes each `!` down to a symbol, and has truths instead of comparisons of bools.
    ExpressionId transform(ExpressionId id);
    /// Joins parts of && and of || that say the same or exclude each other.
    ExpressionId without_repeats(ExpressionId id);
    /// A tristate that is compared with n is that tristate, which a bool cannot tell from it.
    ExpressionId for_bool(ExpressionId id);
    /// Whether no part of `of` is left when those that both have are taken away; both are taken as
    /// y or n.
    bool covers(ExpressionId id, ExpressionId of);

  private:
    using Op = Expression::Op;
    using Parts = std::vector<ExpressionId>;

    const Symbol& symbol(SymbolId id) const { return tree_.symbols[id]; }
    ExpressionId negated(ExpressionId inner);
    ExpressionId compared_bool(const Expression& comparison);
    ExpressionId as_yes_or_no(ExpressionId id, bool holds);
    ExpressionId without_constants(ExpressionId id);
    ExpressionId join_parts(Op op, ExpressionId id, bool& joined);
    ExpressionId join(Op op, ExpressionId a, ExpressionId b);
    ExpressionId join_tristate(const Expression& x, const Expression& y);
    bool equal(ExpressionId a, ExpressionId b);
    bool can_compare(std::size_t pairs);
    void take_away_common(ExpressionId& a, ExpressionId& b);
    void take_away_common(Op op, ExpressionId& a, ExpressionId& b);
    void gather(Op op, ExpressionId id, Parts& into) const;
    ExpressionId with_parts(Op op, ExpressionId id, const Parts& parts, std::size_t& at);

    Tree& tree_;
    Expressions& all_;
    std::size_t pairs_left_ = 10'000'000;
    std::unordered_map<ExpressionId, ExpressionId> transformed_, without_repeats_;
};

}  // namespace bm::kconfig
