// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace bm::kconfig {
namespace {

using Kind = Token::Kind;

constexpr std::array<std::string_view, 32> commands = {
    "mainmenu",     "menu",      "endmenu",  "source",   "rsource",    "osource", "orsource",
    "choice",       "endchoice", "comment",  "config",   "menuconfig", "help",    "---help---",
    "if",           "endif",     "depends",  "optional", "default",    "prompt",  "tristate",
    "def_tristate", "bool",      "def_bool", "int",      "hex",        "string",  "select",
    "imply",        "range",     "visible",  "option"};

struct Sign {
    std::string_view text;
    Kind kind;
};
/// Longer ones before those that they begin with.
constexpr std::array signs = {
    Sign{"&&", Kind::and_}, Sign{"||", Kind::or_},        Sign{"(", Kind::open},
    Sign{")", Kind::close}, Sign{"!=", Kind::unequal},    Sign{"!", Kind::not_},
    Sign{"=", Kind::equal}, Sign{"<=", Kind::less_equal}, Sign{">=", Kind::greater_equal},
    Sign{"<", Kind::less},  Sign{">", Kind::greater},
};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

void skip_blanks(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

/// Letters, digits, `_` and `-`, which a command or a variable is made of.
bool in_name(char c) { return Macros::in_word(c) && c != '.' && c != '/'; }

/// How far a line is indented, with tabs to each eighth column.
std::size_t indentation(std::string_view line) {
    std::size_t column = 0;
    for (const char c : line) {
        if (!is_blank(c)) break;
        column = c == '\t' ? (column & ~std::size_t{7}) + 8 : column + 1;
    }
    return column;
}

}  // namespace

/// A character that no statement has; of a line the first is told.
void Lexer::pass_over(std::string_view& rest) {
    const auto c = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    if (std::exchange(odd_line_, line_) == line_) return;
    const bool is_plain = c > ' ' && c < 0x7f;
    problems_.warn(place(), is_plain
                                ? fmt::format("ignoring unsupported character '{:c}'", c)
                                : fmt::format("ignoring unsupported character '\\x{:02x}'", c));
}

std::optional<std::string_view> Lexer::take_line() {
    if (at_ >= text_.size()) return std::nullopt;
    const auto end = std::min(text_.find('\n', at_), text_.size());
    const auto line = std::string_view(text_).substr(at_, end - at_);
    at_ = end + 1;
    ++line_;
    return line;
}

std::optional<Statement> Lexer::next() {
    while (auto line = take_line()) {
        skip_blanks(*line);
        if (line->empty() || line->front() == '#') continue;
        Statement statement;
        statement.place = place();
        read_command(*line, statement);
        if (!statement.command.empty()) return statement;
    }
    return std::nullopt;
}

void Lexer::read_command(std::string_view& rest, Statement& statement) {
    while (!rest.empty() && !in_name(rest.front()) && rest.front() != '$') {
        if (is_blank(rest.front()))
            rest.remove_prefix(1);
        else
            pass_over(rest);
    }
    const auto end = std::ranges::find_if_not(rest, in_name);
    if (end != rest.end() && *end == '$') {
        statement.command = macros_.expand_word(rest, statement.place);
    } else {
        statement.command.assign(rest.begin(), end);
        rest.remove_prefix(statement.command.size());
    }
    if (statement.command.empty()) return;
    const bool known = std::ranges::find(commands, statement.command) != commands.end();
    if (known || !read_setting(rest, statement)) read_words(rest, statement);
}

bool Lexer::read_setting(std::string_view& rest, Statement& statement) {
    auto behind = rest;
    skip_blanks(behind);
    if (behind.starts_with(":="))
        statement.flavor = Macros::Flavor::simple;
    else if (behind.starts_with("+="))
        statement.flavor = Macros::Flavor::append;
    else if (behind.starts_with('='))
        statement.flavor = Macros::Flavor::recursive;
    else
        return false;
    behind.remove_prefix(statement.flavor == Macros::Flavor::recursive ? 1 : 2);
    skip_blanks(behind);
    statement.value = behind;
    return true;
}

void Lexer::read_words(std::string_view rest, Statement& statement) {
    const auto add = [&](Kind kind, std::string text = {}) {
        statement.words.push_back({kind, std::move(text)});
    };
    for (;;) {
        skip_blanks(rest);
        if (rest == "\\") {
            const auto next = take_line();
            if (!next) return;
            rest = *next;
            continue;
        }
        if (rest.empty() || rest.front() == '#') return;
        if (rest.front() == '"' || rest.front() == '\'') {
            read_quoted(rest, statement);
            continue;
        }
        const auto sign = std::ranges::find_if(
            signs, [&](const Sign& one) { return rest.starts_with(one.text); });
        if (sign != signs.end()) {
            rest.remove_prefix(sign->text.size());
            add(sign->kind);
            continue;
        }
        if (!Macros::in_word(rest.front()) && rest.front() != '$') {
            pass_over(rest);
            continue;
        }
        const auto end = std::ranges::find_if_not(rest, Macros::in_word);
        const bool plain = end == rest.end() || *end != '$';
        auto word = macros_.expand_word(rest, statement.place);
        if (plain && (word == "if" || word == "on"))
            add(word == "if" ? Kind::if_ : Kind::on);
        else if (!word.empty())
            add(Kind::word, std::move(word));
    }
}

void Lexer::read_quoted(std::string_view& rest, Statement& statement) {
    const char quote = rest.front();
    rest.remove_prefix(1);
    std::string text;
    while (!rest.empty() && rest.front() != quote) {
        const char c = rest.front();
        rest.remove_prefix(1);
        if (c == '$') {
            text += macros_.expand_reference(rest, statement.place);
        } else if (c == '\\') {
            if (!rest.empty()) {
                text += rest.front();
                rest.remove_prefix(1);
            }
        } else {
            text += c;
        }
    }
    if (rest.empty())
        problems_.warn(place(), "multi-line strings not supported");
    else
        rest.remove_prefix(1);
    statement.words.push_back({Kind::quoted, std::move(text)});
}

std::string Lexer::help() {
    std::string result, blank;
    std::size_t first = 0;
    bool begun = false, below = false;
    while (at_ < text_.size()) {
        const auto before = at_;
        const auto line = *take_line();
        const auto text = line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
        if (text.empty()) {
            blank += "\n";
            below = true;
            continue;
        }
        const auto indented = indentation(line);
        // Only the line right behind the command can begin at the margin.
        if ((indented == 0 && below) || indented < first) {
            at_ = before;
            --line_;
            break;
        }
        if (first == 0) first = indented;
        result += (begun ? blank : "") + std::string(indented - first, ' ');
        result += text.substr(0, text.find_last_not_of(" \t") + 1);
        result += "\n";
        blank.clear();
        begun = below = true;
    }
    return result;
}

}  // namespace bm::kconfig
