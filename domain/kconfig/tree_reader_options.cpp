// SPDX-License-Identifier: GPL-2.0-or-later
// What the lines of an entry say.
#include <algorithm>
#include <cctype>

#include "domain/kconfig/tree_reader.hpp"

namespace bm::kconfig {
namespace {

/// What is evaluated is nested no deeper than this for each block that is open.
constexpr int deepest_condition = 200;

std::string_view type_name(Type type) {
    switch (type) {
        case Type::boolean:
            return "bool";
        case Type::tristate:
            return "tristate";
        case Type::integer:
            return "integer";
        case Type::hexadecimal:
            return "hex";
        case Type::string:
            return "string";
        case Type::unknown:
            break;
    }
    return "unknown";
}

}  // namespace

std::optional<ExpressionId> TreeReader::checked(std::optional<ExpressionId> condition,
                                                const Statement& statement) {
    if (!condition) {
        error(statement.place, "invalid expression");
    } else if (tree_.expressions.depth(*condition) > deepest_condition) {
        error(statement.place, "the expression is nested too deep");
        return std::nullopt;
    }
    return condition;
}

void TreeReader::add_property(Property property, const Statement& statement) {
    property.entry = current_;
    property.place = statement.place;
    symbol_here()->properties.push_back(std::move(property));
}

void TreeReader::prompt(const Statement& statement, Words& words, bool wanted) {
    auto text = words.text();
    if (!text) {
        if (wanted || !words.at_end()) error(statement.place, "no text is given");
        return words.drop();
    }
    const auto condition = checked(words.condition(), statement);
    if (!condition) return words.drop();
    const auto begin =
        std::ranges::find_if_not(*text, [](unsigned char c) { return std::isspace(c) != 0; });
    if (begin != text->begin()) warn(statement.place, "leading whitespace ignored");
    text->erase(text->begin(), begin);
    if (current().prompt) warn(statement.place, "prompt redefined");
    Property property;
    property.text = *std::move(text);
    property.condition = *condition;
    for (auto entry = current_; entry != root_entry;) {
        entry = tree_.entries[entry].parent;
        property.condition =
            tree_.expressions.both(property.condition, tree_.entries[entry].visible);
    }
    current().prompt = symbol_here()->properties.size();
    add_property(std::move(property), statement);
}

void TreeReader::value(const Statement& statement, Words& words) {
    const auto expression = checked(words.expression(), statement);
    const auto condition = expression ? checked(words.condition(), statement) : std::nullopt;
    if (!condition) return words.drop();
    Property property;
    property.kind = Property::Kind::default_;
    property.value = *expression;
    property.condition = *condition;
    add_property(std::move(property), statement);
}

void TreeReader::select(const Statement& statement, Words& words, Property::Kind kind) {
    const auto symbol = words.name();
    if (!symbol) error(statement.place, "no symbol is named");
    const auto condition = symbol ? checked(words.condition(), statement) : std::nullopt;
    if (!condition) return words.drop();
    Property property;
    property.kind = kind;
    property.symbol = *symbol;
    property.condition = *condition;
    add_property(std::move(property), statement);
}

void TreeReader::range(const Statement& statement, Words& words) {
    const auto low = words.symbol();
    const auto high = words.symbol();
    if (!low || !high) error(statement.place, "a range needs two values");
    const auto condition = low && high ? checked(words.condition(), statement) : std::nullopt;
    if (!condition) return words.drop();
    Property property;
    property.kind = Property::Kind::range;
    property.low = *low;
    property.high = *high;
    property.condition = *condition;
    add_property(std::move(property), statement);
}

void TreeReader::depends(const Statement& statement, Words& words) {
    if (!words.take(Token::Kind::on)) error(statement.place, "'on' must follow 'depends'");
    const auto condition = checked(words.expression(), statement);
    if (!condition) return words.drop();
    const auto all = tree_.expressions.both(current().depends, *condition);
    if (checked(all, statement)) current().depends = all;
}

void TreeReader::option(const Statement& statement, Words& words) {
    const auto name = statement.command == "modules" ? statement.command : words.text();
    if (!symbol_here() || !name)
        error(statement.place, "unexpected option \"" + statement.command + "\"");
    else if (*name == "modules" && tree_.modules == symbol_no)
        tree_.modules = *current().symbol;
    else if (*name == "modules")
        error(statement.place, "option 'modules' belongs to another symbol already");
    else if (*name != "allnoconfig_y" && *name != "defconfig_list" && *name != "env")
        warn(statement.place, "ignoring unknown option " + *name);
    words.drop();
}

void TreeReader::set_type(Type type, const Statement& statement) {
    auto& symbol = *symbol_here();
    if (symbol.type == Type::unknown) symbol.type = type;
    if (symbol.type == type) return;
    warn(statement.place, "ignoring type redefinition of '" +
                              (symbol.is_choice ? "<choice>" : symbol.name) + "' from '" +
                              std::string(type_name(symbol.type)) + "' to '" +
                              std::string(type_name(type)) + "'");
}

}  // namespace bm::kconfig
