// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kconfig/macros.hpp"
#include "domain/kconfig/place.hpp"
#include "domain/kconfig/problem_log.hpp"

namespace bm::kconfig {

struct Token {
    enum class Kind {
        word,
        quoted,
        if_,
        on,
        and_,
        or_,
        not_,
        open,
        close,
        equal,
        unequal,
        less,
        less_equal,
        greater,
        greater_equal,
    };
    Kind kind = Kind::word;
    std::string text;  ///< of a word or what was quoted, expanded
    friend bool operator==(const Token&, const Token&) = default;
};

/// One statement: a command with its words, or the setting of a variable.
struct Statement {
    Place place;
    std::string command;                   ///< or the variable's name
    std::optional<Macros::Flavor> flavor;  ///< of a variable that is set
    std::string value;                     ///< it is set to this, not expanded
    std::vector<Token> words;
};

/// Reads the statements of one file, and expands what stands in them with the macros as they are
/// then. What is no part of a statement is passed over, and a problem is noted.
class Lexer {
  public:
    Lexer(std::string file, std::string text, Macros& macros, ProblemLog& problems)
        : file_(std::move(file)), text_(std::move(text)), macros_(macros), problems_(problems) {}

    std::optional<Statement> next();
    /// The help text that begins on the next line: the lines that are indented as far as its first.
    std::string help();
    Place place() const { return {file_, line_}; }

  private:
    std::optional<std::string_view> take_line();
    void read_command(std::string_view& rest, Statement& statement);
    bool read_setting(std::string_view& rest, Statement& statement);
    void read_words(std::string_view rest, Statement& statement);
    void read_quoted(std::string_view& rest, Statement& statement);
    void pass_over(std::string_view& rest);

    std::string file_;
    std::string text_;
    std::size_t at_ = 0;  ///< where the next line begins
    int line_ = 0;        ///< the number of the line that was taken last
    Macros& macros_;
    ProblemLog& problems_;
    int odd_line_ = 0;  ///< the last that has a character which no statement has
};

}  // namespace bm::kconfig
