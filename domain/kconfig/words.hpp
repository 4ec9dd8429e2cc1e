// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "domain/kconfig/lexer.hpp"
#include "domain/kconfig/tree.hpp"

namespace bm::kconfig {

/// Reads the words of one statement from left to right.
class Words {
  public:
    Words(const std::vector<Token>& words, Tree& tree) : words_(words), tree_(tree) {}

    bool at_end() const { return at_ == words_.size(); }
    bool next_is(Token::Kind kind) const { return !at_end() && words_[at_].kind == kind; }
    /// The rest is of no use.
    void drop() { at_ = words_.size(); }
    /// Whether it was the next one.
    bool take(Token::Kind kind);
    /// A word, quoted or not.
    std::optional<std::string> text();
    /// A symbol's name, which is not quoted.
    std::optional<SymbolId> name();
    /// A symbol's name or a quoted constant.
    std::optional<SymbolId> symbol();
    /// Of symbols, comparisons, `!`, `&&`, `||` and parentheses, nested at most 100 deep.
    std::optional<ExpressionId> expression();
    /// `if` and an expression to the end; nothing is no_condition, and nullopt is neither.
    std::optional<ExpressionId> condition();

  private:
    using Part = std::optional<ExpressionId> (Words::*)();
    /// Parts with the sign between them, joined from the left.
    std::optional<ExpressionId> joined(Token::Kind sign, Expression::Op op, Part part);
    std::optional<ExpressionId> conjunction();
    std::optional<ExpressionId> operand();

    const std::vector<Token>& words_;
    Tree& tree_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace bm::kconfig
