// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/words.hpp"

namespace bm::kconfig {
namespace {

using Kind = Token::Kind;
using Op = Expression::Op;

constexpr int deepest = 100;

std::optional<Op> comparison(Kind kind) {
    switch (kind) {
        case Kind::equal:
            return Op::equal;
        case Kind::unequal:
            return Op::unequal;
        case Kind::less:
            return Op::less;
        case Kind::less_equal:
            return Op::less_equal;
        case Kind::greater:
            return Op::greater;
        case Kind::greater_equal:
            return Op::greater_equal;
        default:
            return std::nullopt;
    }
}

}  // namespace

bool Words::take(Kind kind) {
    if (!next_is(kind)) return false;
    ++at_;
    return true;
}

std::optional<std::string> Words::text() {
    if (!next_is(Kind::word) && !next_is(Kind::quoted)) return std::nullopt;
    return words_[at_++].text;
}

std::optional<SymbolId> Words::name() {
    if (!next_is(Kind::word)) return std::nullopt;
    return tree_.symbol_of(words_[at_++].text);
}

std::optional<SymbolId> Words::symbol() {
    if (next_is(Kind::quoted)) return tree_.constant_of(words_[at_++].text);
    return name();
}

std::optional<ExpressionId> Words::joined(Kind sign, Op op, Part part) {
    auto result = (this->*part)();
    while (result && take(sign)) {
        const auto other = (this->*part)();
        if (!other) return std::nullopt;
        result = tree_.expressions.make({op, *result, *other});
    }
    return result;
}

std::optional<ExpressionId> Words::expression() {
    return joined(Kind::or_, Op::or_, &Words::conjunction);
}

std::optional<ExpressionId> Words::conjunction() {
    return joined(Kind::and_, Op::and_, &Words::operand);
}

std::optional<ExpressionId> Words::operand() {
    if (depth_ >= deepest) return std::nullopt;
    ++depth_;
    std::optional<ExpressionId> result;
    if (take(Kind::not_)) {
        if (const auto inner = operand()) result = tree_.expressions.not_of(*inner);
    } else if (take(Kind::open)) {
        result = expression();
        if (!take(Kind::close)) result.reset();
    } else if (const auto left = symbol()) {
        const auto op = at_end() ? std::nullopt : comparison(words_[at_].kind);
        if (!op) {
            result = tree_.expressions.symbol(*left);
        } else {
            ++at_;
            if (const auto right = symbol()) result = tree_.expressions.make({*op, *left, *right});
        }
    }
    --depth_;
    return result;
}

std::optional<ExpressionId> Words::condition() {
    if (at_end()) return no_condition;
    if (!take(Kind::if_)) return std::nullopt;
    const auto result = expression();
    return at_end() ? result : std::nullopt;
}

}  // namespace bm::kconfig
