// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <regex>
#include <string>
#include <variant>
#include <vector>

#include "domain/board/board.hpp"
#include "domain/core/expected.hpp"

namespace bm::board {

/// A regular expression that must match from the start of some property, case-sensitive; of one
/// property behind `target:`, `arch:`, `cpu:`, `soc:`, `vendor:`, `board:` or `config:`. Behind `@`
/// it is searched in the maintainers, upper case and lower case being the same.
class Expression {
  public:
    static core::Expected<Expression> parse(const std::string& text);
    /// Of any property, whatever the text begins with.
    static core::Expected<Expression> parse_pattern(const std::string& text);
    bool matches(const Board& board) const;
    /// At the start of a text.
    bool begins(const std::string& text) const;
    /// Anywhere in a text.
    bool is_found_in(const std::string& text) const;
    /// What one look at a text costs, about, in comparisons of a character.
    std::size_t cost() const { return cost_; }

  private:
    /// A text that stands for itself needs no regular expression, which is slow.
    using Pattern = std::variant<std::string, std::regex>;

    Expression(Pattern pattern, std::size_t cost, std::string Board::*property, bool anywhere)
        : pattern_(std::move(pattern)), cost_(cost), property_(property), anywhere_(anywhere) {}
    static core::Expected<Pattern> compile(const std::string& pattern, const std::string& text,
                                           std::regex::flag_type flags);

    Pattern pattern_;
    std::size_t cost_;
    std::string Board::*property_;  ///< null: any of those that are matched
    bool anywhere_;
};

/// Expressions that must all match the same board: `arm & freescale`.
struct Term {
    std::string text;
    std::vector<Expression> expressions;
    bool matches(const Board& board) const;
};

/// Words are joined into one term by '&', with or without spaces around it.
core::Expected<std::vector<Term>> parse_terms(const std::vector<std::string>& words);

}  // namespace bm::board
