// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/values.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>
#include <optional>

namespace bm::kconfig {
namespace {

bool all_of(std::string_view text, int (*kind)(int)) {
    return !text.empty() &&
           std::ranges::all_of(text, [&](unsigned char c) { return kind(c) != 0; });
}

/// What a text begins with, as a sign and a magnitude.
struct Digits {
    bool negative = false;
    unsigned long long magnitude = 0;
    bool fits = true;    ///< into the magnitude
    bool whole = false;  ///< it is the whole text
};

Digits read_digits(std::string_view text, int base) {
    const auto all = text;
    Digits result;
    text.remove_prefix(std::min(text.find_first_not_of(" \t\n\v\f\r"), text.size()));
    if (text.starts_with('-') || text.starts_with('+')) {
        result.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const bool hex = text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X') &&
                     std::isxdigit(static_cast<unsigned char>(text[2])) != 0;
    if (base == 0) base = hex ? 16 : text.starts_with('0') ? 8 : 10;
    if (base == 16 && hex) text.remove_prefix(2);
    const auto* last = text.data() + text.size();
    const auto [end, problem] = std::from_chars(text.data(), last, result.magnitude, base);
    if (problem == std::errc::invalid_argument) return {};
    result.fits = problem == std::errc();
    result.whole = end == last && !all.empty();
    return result;
}

constexpr auto greatest = std::numeric_limits<long long>::max();
constexpr auto least = std::numeric_limits<long long>::min();

/// nullopt: it does not fit.
std::optional<long long> as_signed(const Digits& digits) {
    const auto most = static_cast<unsigned long long>(greatest);
    if (!digits.fits || digits.magnitude > most + (digits.negative ? 1 : 0)) return std::nullopt;
    if (!digits.negative) return static_cast<long long>(digits.magnitude);
    return digits.magnitude > most ? least : -static_cast<long long>(digits.magnitude);
}

/// What a text counts as beside a symbol of that type.
struct Number {
    enum class Kind {
        none,     ///< it is compared as a text
        signed_,  ///< `bits` are those of a signed number
        unsigned_,
    };
    Kind kind = Kind::none;
    unsigned long long bits = 0;
};

Number number_in(std::string_view text, Type type) {
    if (type == Type::boolean || type == Type::tristate) {
        const auto value = text == "n" ? 0 : text == "m" ? 1 : text == "y" ? 2 : -1;
        return {Number::Kind::signed_, static_cast<unsigned long long>(value)};
    }
    if (text.empty() || std::isxdigit(static_cast<unsigned char>(text.back())) == 0) return {};
    const int base = type == Type::hexadecimal ? 16 : type == Type::integer ? 10 : 0;
    const auto digits = read_digits(text, base);
    if (!digits.whole) return {};
    if (type == Type::hexadecimal) {
        if (!digits.fits) return {};
        return {Number::Kind::unsigned_, digits.negative ? 0 - digits.magnitude : digits.magnitude};
    }
    const auto value = as_signed(digits);
    if (!value) return {};
    return {Number::Kind::signed_, static_cast<unsigned long long>(*value)};
}

template <class T>
int order(T a, T b) {
    return (a > b) - (a < b);
}

}  // namespace

bool is_value_of(Type type, std::string_view text) {
    switch (type) {
        case Type::string:
            return true;
        case Type::integer:
            if (text.starts_with('-')) text.remove_prefix(1);
            return all_of(text, std::isdigit) && (text.size() == 1 || text[0] != '0');
        case Type::hexadecimal:
            if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
            return all_of(text, std::isxdigit);
        case Type::boolean:
        case Type::tristate:
            return !text.empty() && std::string_view("yYmMnN").find(text[0]) != text.npos;
        case Type::unknown:
            break;
    }
    return false;
}

long long leading_number(std::string_view text, int base) {
    const auto digits = read_digits(text, base);
    return as_signed(digits).value_or(digits.negative ? least : greatest);
}

int compare_values(std::string_view a, Type type_a, std::string_view b, Type type_b) {
    if (type_a == Type::string && type_b == Type::string) return a.compare(b);
    const auto x = number_in(a, type_a), y = number_in(b, type_b);
    if (x.kind == Number::Kind::none || y.kind == Number::Kind::none) return a.compare(b);
    if (x.kind == Number::Kind::unsigned_ || y.kind == Number::Kind::unsigned_)
        return order(x.bits, y.bits);
    return order(static_cast<long long>(x.bits), static_cast<long long>(y.bits));
}

}  // namespace bm::kconfig
