// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/expression.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/board/pattern_size.hpp"
#include "domain/core/shown.hpp"

namespace bm::board {
namespace {

using core::ErrorKind;

/// std::regex recurses over its pattern and its subject: longer ones could exhaust the stack.
constexpr std::size_t longest_expression = 200;

constexpr std::size_t longest_number = 4;

/// With counts written out; as many again as the longest expression has without any.
constexpr std::size_t largest_expression = 2 * longest_expression;

/// Matches in polynomial time, whatever the pattern; an extension of libstdc++ that knows no back
/// references.
constexpr auto bounded = std::regex::ECMAScript | std::regex_constants::__polynomial;

/// std::regex overflows on a count or a back reference of many digits.
bool has_long_number(std::string_view text) {
    std::size_t digits = 0;
    bool counts = false;
    char before = ' ';
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit && digits == 0) counts = before == '\\' || before == '{' || before == ',';
        digits = digit ? digits + 1 : 0;
        if (counts && digits > longest_number) return true;
        before = c;
    }
    return false;
}

std::vector<std::string> tokens(const std::vector<std::string>& words) {
    std::vector<std::string> found;
    for (const auto& word : words) {
        std::string piece;
        for (const char c : word) {
            const bool space = c == ' ' || c == '\t' || c == '\n';
            if ((space || c == '&') && !piece.empty()) found.push_back(std::exchange(piece, {}));
            if (c == '&') found.emplace_back("&");
            if (!space && c != '&') piece += c;
        }
        if (!piece.empty()) found.push_back(std::move(piece));
    }
    return found;
}

struct Form {
    std::string_view prefix;
    std::string Board::*property;
};
constexpr std::array<Form, 8> forms = {{{"target:", &Board::target},
                                        {"arch:", &Board::arch},
                                        {"cpu:", &Board::cpu},
                                        {"soc:", &Board::soc},
                                        {"vendor:", &Board::vendor},
                                        {"board:", &Board::board_name},
                                        {"config:", &Board::config_name},
                                        {"@", &Board::maintainers}}};

/// false too where the library gives up.
bool is_searched(const std::string& text, const std::regex& pattern,
                 std::regex_constants::match_flag_type flags) {
    try {
        return std::regex_search(text, pattern, flags);
    } catch (const std::regex_error&) {
        return false;
    }
}

}  // namespace

core::Expected<Expression::Pattern> Expression::compile(const std::string& pattern,
                                                        const std::string& text,
                                                        std::regex::flag_type flags) {
    if (text.size() > longest_expression)
        return core::fail(ErrorKind::usage, "A board term of " + std::to_string(text.size()) +
                                                " characters: at most " +
                                                std::to_string(longest_expression) +
                                                " are allowed");
    if (has_long_number(text))
        return core::fail(ErrorKind::usage,
                          "Board term '" + core::shown(text) + "' has a number that is too large");
    if (pattern_size(pattern) > largest_expression)
        return core::fail(ErrorKind::usage,
                          "Board term '" + core::shown(text) +
                              "' repeats too much: with its counts written out it has more than " +
                              std::to_string(largest_expression) + " steps");
    const bool is_plain = pattern.find_first_of("^$\\.*+?()[]{}|") == std::string::npos;
    if (is_plain && flags == std::regex::flag_type{}) return pattern;
    try {
        return std::regex(pattern, bounded | flags);
    } catch (const std::regex_error& problem) {
        return core::fail(ErrorKind::usage, "Board term '" + core::shown(text) +
                                                "' is not a regular expression: " + problem.what());
    }
}

core::Expected<Expression> Expression::parse_pattern(const std::string& text) {
    BM_TRY_ASSIGN(auto pattern, compile(text, text, {}));
    return Expression(std::move(pattern), pattern_size(text), nullptr, false);
}

core::Expected<Expression> Expression::parse(const std::string& text) {
    const auto form =
        std::ranges::find_if(forms, [&](const Form& f) { return text.starts_with(f.prefix); });
    if (form == forms.end()) return parse_pattern(text);
    const auto pattern = text.substr(form->prefix.size());
    if (pattern.empty())
        return core::fail(ErrorKind::usage, "Board term '" + core::shown(text) +
                                                "' says nothing behind '" +
                                                std::string(form->prefix) + "'");
    const bool is_person = form->prefix == "@";
    BM_TRY_ASSIGN(auto compiled,
                  compile(pattern, text, is_person ? std::regex::icase : std::regex::flag_type{}));
    return Expression(std::move(compiled), pattern_size(pattern), form->property, is_person);
}

bool Expression::begins(const std::string& text) const {
    if (const auto* plain = std::get_if<std::string>(&pattern_)) return text.starts_with(*plain);
    return is_searched(text, std::get<std::regex>(pattern_),
                       std::regex_constants::match_continuous);
}

bool Expression::matches(const Board& board) const {
    if (anywhere_) return is_found_in(board.*property_);
    if (property_) return begins(board.*property_);
    return std::ranges::any_of(
        properties(board), [this](const auto property) { return begins(std::string(property)); });
}

bool Expression::is_found_in(const std::string& text) const {
    if (const auto* plain = std::get_if<std::string>(&pattern_))
        return text.find(*plain) != std::string::npos;
    return is_searched(text, std::get<std::regex>(pattern_), std::regex_constants::match_default);
}

bool Term::matches(const Board& board) const {
    return std::ranges::all_of(expressions, [&](const Expression& e) { return e.matches(board); });
}

core::Expected<std::vector<Term>> parse_terms(const std::vector<std::string>& words) {
    std::vector<Term> terms;
    bool joined = false;
    for (const auto& token : tokens(words)) {
        if (token == "&") {
            if (joined || terms.empty())
                return core::fail(ErrorKind::usage, "A board term is missing beside '&'");
            joined = true;
            continue;
        }
        BM_TRY_ASSIGN(auto expression, Expression::parse(token));
        if (!joined) terms.emplace_back();
        auto& term = terms.back();
        term.text += (joined ? "&" : "") + token;
        term.expressions.push_back(std::move(expression));
        joined = false;
    }
    if (joined) return core::fail(ErrorKind::usage, "A board term is missing beside '&'");
    return terms;
}

}  // namespace bm::board
