// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/macros.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace bm::kconfig {
namespace {

constexpr int deepest = 200;
constexpr std::size_t fewest_steps = 100;
constexpr std::size_t longest_text = 1u << 20;  ///< of one expansion
constexpr std::size_t most_arguments = 16;      ///< as the kernel has it
constexpr std::size_t longest_answer = 255;     ///< of a command, as the kernel has it

/// What stands in the parentheses at the beginning of the text, which is behind the first of them;
/// npos: they are not closed.
std::size_t end_of_reference(std::string_view text) {
    int nested = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(') ++nested;
        if (text[i] == ')' && nested-- == 0) return i;
    }
    return std::string_view::npos;
}

/// At the commas that are in no parentheses.
std::vector<std::string_view> split_arguments(std::string_view text) {
    std::vector<std::string_view> result;
    int nested = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(') ++nested;
        if (text[i] == ')') --nested;
        if (text[i] != ',' || nested != 0) continue;
        result.push_back(text.substr(begin, i - begin));
        begin = i + 1;
    }
    result.push_back(text.substr(begin));
    return result;
}

/// The number of an argument that a text names, from 1; 0: it names none.
std::size_t argument_number(std::string_view text) {
    std::size_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc() && end == text.data() + text.size() ? number : 0;
}

}  // namespace

bool Macros::in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '/';
}

void Macros::complain(std::string text, Problem::Weight weight) {
    problems_.add({place_, std::move(text), weight});
}

bool Macros::within_bounds(const std::string& made) {
    steps_ += 1 + made.size() / 1000;
    if (steps_ <= most_steps_ && made.size() <= longest_text) return true;
    if (!std::exchange(gave_up_, true)) complain("the expansion becomes too long");
    steps_ = most_steps_;
    return false;
}

void Macros::begin(const Place& place) {
    place_ = place;
    if (steps_ >= most_steps_) most_steps_ = std::max(fewest_steps, most_steps_ / 10);
    steps_ = 0;
    gave_up_ = false;
}

void Macros::assign(const std::string& name, Flavor flavor, std::string_view value,
                    const Place& place) {
    const auto [found, fresh] = variables_.try_emplace(name);
    auto& variable = found->second;
    const bool behind = flavor == Flavor::append && !fresh;
    if (flavor != Flavor::append) variable.recursive = flavor == Flavor::recursive;
    auto text = variable.recursive ? std::string(value) : expand(value, place);
    if (!behind)
        variable.value = std::move(text);
    else if (variable.value.size() + text.size() < longest_text)
        variable.value += " " + text;
}

std::string Macros::expand(std::string_view text, const Place& place) {
    begin(place);
    return expand_with(text, {});
}

std::string Macros::expand_word(std::string_view& text, const Place& place) {
    begin(place);
    std::string result;
    while (!text.empty() && (text.front() == '$' || in_word(text.front()))) {
        const char c = text.front();
        text.remove_prefix(1);
        result += c == '$' ? reference(text, {}) : std::string(1, c);
    }
    return result;
}

std::string Macros::expand_reference(std::string_view& text, const Place& place) {
    begin(place);
    return reference(text, {});
}

std::string Macros::expand_with(std::string_view text, const Arguments& arguments) {
    std::string result;
    for (;;) {
        const auto dollar = text.find('$');
        result += text.substr(0, dollar);
        if (dollar == std::string_view::npos || !within_bounds(result)) return result;
        text.remove_prefix(dollar + 1);
        result += reference(text, arguments);
    }
}

std::string Macros::reference(std::string_view& text, const Arguments& arguments) {
    if (!text.starts_with('(')) return "$";
    text.remove_prefix(1);
    const auto end = end_of_reference(text);
    const auto inner = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (end == std::string_view::npos) {
        complain("unterminated reference to '" + std::string(inner) + "': missing ')'");
        return {};
    }
    if (depth_ >= deepest) {
        if (!std::exchange(gave_up_, true)) complain("too deep recursive expansion");
        return {};
    }
    ++depth_;
    auto result = call(inner, arguments);
    --depth_;
    return result;
}

std::string Macros::call(std::string_view inner, const Arguments& arguments) {
    const auto number = argument_number(inner);
    if (number > 0 && number <= arguments.size()) return arguments[number - 1];
    const auto words = split_arguments(inner);
    if (words.size() > most_arguments) {
        complain("too many function arguments");
        return {};
    }
    const auto name = expand_with(words.front(), arguments);
    Arguments own;
    for (std::size_t i = 1; i < words.size(); ++i) own.push_back(expand_with(words[i], arguments));
    if (const auto found = variables_.find(name); found != variables_.end())
        return use(name, found->second, own);
    if (auto result = built_in(name, own)) return *std::move(result);
    if (!own.empty() || name.empty()) return {};
    return surroundings_.variable(name).value_or("");
}

std::string Macros::use(const std::string& name, Variable& variable, const Arguments& arguments) {
    if (!variable.recursive) return variable.value;
    if (arguments.empty() && variable.in_use > 0) {
        complain("recursive variable '" + name + "' references itself (eventually)");
        return {};
    }
    ++variable.in_use;
    auto result = expand_with(variable.value, arguments);
    --variable.in_use;
    return result;
}

bool Macros::has_arguments(const std::string& name, const Arguments& arguments,
                           std::size_t wanted) {
    if (arguments.size() == wanted) return true;
    complain(std::string(arguments.size() < wanted ? "too few" : "too many") +
             " function arguments passed to '" + name + "'");
    return false;
}

/// nullopt: there is no such function.
std::optional<std::string> Macros::built_in(const std::string& name, const Arguments& arguments) {
    const auto said_if = [&](Problem::Weight weight) {
        if (has_arguments(name, arguments, 2) && arguments[0] == "y")
            complain(arguments[1], weight);
        return std::string();
    };
    if (name == "error-if") return said_if(Problem::Weight::error);
    if (name == "warning-if") return said_if(Problem::Weight::warning);
    if (name == "info") {
        (void)has_arguments(name, arguments, 1);
        return "";
    }
    if (name == "filename") return has_arguments(name, arguments, 0) ? place_.file : "";
    if (name == "lineno")
        return has_arguments(name, arguments, 0) ? std::to_string(place_.line) : "";
    if (name == "shell") return has_arguments(name, arguments, 1) ? shell(arguments[0]) : "";
    return std::nullopt;
}

std::string Macros::shell(const std::string& command) {
    auto answer = surroundings_.shell(command);
    if (answer.size() > longest_answer) answer.resize(longest_answer);
    while (answer.ends_with('\n')) answer.pop_back();
    std::ranges::replace(answer, '\n', ' ');
    return answer;
}

}  // namespace bm::kconfig
