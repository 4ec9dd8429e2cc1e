// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/kconfig/dialect.hpp"
#include "domain/kconfig/expressions.hpp"
#include "domain/kconfig/place.hpp"

namespace bm::kconfig {

enum class Type {
    unknown,  ///< none was given; its value is its name
    boolean,
    tristate,
    integer,
    hexadecimal,
    string,
};

/// An entry's number in its tree; the root is 0.
using EntryId = std::uint32_t;
inline constexpr EntryId root_entry = 0;

/// What one line of an entry says of its symbol, or shows.
struct Property {
    enum class Kind {
        prompt,    ///< of a symbol or a choice: `text`
        menu,      ///< the title of a menu, or of a menuconfig's symbol
        comment,   ///< shown where its condition holds
        default_,  ///< `value`
        select,    ///< `symbol` is at least this symbol
        imply,     ///< `symbol` is this symbol unless it is set
        range,     ///< from `low` to `high`
    };
    Kind kind = Kind::prompt;
    std::string text;
    ExpressionId value = no_condition;
    SymbolId symbol = symbol_no;
    SymbolId low = symbol_no;
    SymbolId high = symbol_no;
    ExpressionId condition = no_condition;
    EntryId entry = root_entry;
    Place place;
};

/// A value for where its condition holds.
struct Default {
    ExpressionId value = no_condition;
    ExpressionId condition = no_condition;
};

struct Range {
    SymbolId low = symbol_no;
    SymbolId high = symbol_no;
    ExpressionId condition = no_condition;
};

struct Symbol {
    std::string name;  ///< empty: a choice without one
    Type type = Type::unknown;
    bool constant = false;  ///< a text, and not a symbol that an entry defines
    bool is_choice = false;
    bool optional = true;                ///< only a choice can be otherwise
    std::optional<SymbolId> choice;      ///< whose member it is
    std::vector<SymbolId> members;       ///< of a choice, in their order
    std::vector<Property> properties;    ///< of all entries, in their order
    std::vector<ExpressionId> depends;   ///< of its entries that depend on anything: one is enough
    std::vector<ExpressionId> selected;  ///< it is at least the greatest of these
    std::vector<ExpressionId> implied;   ///< it is the greatest of these unless it is set
    std::vector<EntryId> entries;
    // Of its properties, what its value hangs on, in their order; known when the tree is finished.
    std::vector<ExpressionId> prompts;  ///< their conditions
    std::vector<Default> defaults;
    std::vector<Range> ranges;
};

/// Symbols by their names.
struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const {
        return std::hash<std::string_view>()(name);
    }
};
using Names = std::unordered_map<std::string, SymbolId, NameHash, std::equal_to<>>;

/// One node of the menus.
struct Entry {
    enum class Kind {
        menu,    ///< with the root
        symbol,  ///< config, menuconfig and choice
        comment,
        if_,
    };
    Kind kind = Kind::menu;
    std::optional<SymbolId> symbol;
    std::optional<Property> title;      ///< of a menu or a comment
    std::optional<std::size_t> prompt;  ///< the newest one in its symbol's properties
    ExpressionId depends = no_condition;
    ExpressionId visible = no_condition;  ///< of the prompts in a menu
    EntryId parent = root_entry;
    std::vector<EntryId> children;
    std::string help;
    Place place;
};

/// What the Kconfig files of a source tree say.
struct Tree {
    Dialect dialect;
    Expressions expressions;
    std::vector<Symbol> symbols;
    std::vector<Entry> entries;
    SymbolId modules = symbol_no;  ///< whether anything can be m
    Names by_name;                 ///< those that entries can define
    Names constants;
    Names named_choices;
    std::vector<std::string> files;  ///< that were read, in their order

    Tree();
    /// The symbol of that name, made if there is none.
    SymbolId symbol_of(std::string_view name);
    /// What a quoted text is: a symbol whose value is its name.
    SymbolId constant_of(std::string_view text);
    std::optional<SymbolId> find(std::string_view name) const;
};

/// The symbols of the menus from top to bottom, each as often as it stands there; choices, which
/// .config does not have, are left out.
std::vector<SymbolId> in_menu_order(const Tree& tree);

}  // namespace bm::kconfig
