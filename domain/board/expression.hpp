// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <regex>
#include <string>
#include <vector>

#include "domain/board/board.hpp"
#include "domain/core/expected.hpp"

namespace bm::board {

/// A regular expression that must match from the start of some property, case-sensitive.
class Expression {
  public:
    static core::Expected<Expression> parse(const std::string& text);
    bool matches(const Board& board) const;

  private:
    explicit Expression(std::regex pattern) : pattern_(std::move(pattern)) {}
    std::regex pattern_;
};

/// Expressions that must all match the same board: `arm & freescale`.
struct Term {
    std::string text;
    std::vector<Expression> expressions;
    bool matches(const Board& board) const;
};

/// Words are joined into one term by '&', with or without spaces around it.
core::Expected<std::vector<Term>> parse_terms(const std::vector<std::string>& words);
core::Expected<std::vector<Expression>> parse_expressions(const std::vector<std::string>& texts);

}  // namespace bm::board
