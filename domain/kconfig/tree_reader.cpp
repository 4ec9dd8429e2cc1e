// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/tree_reader.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "domain/kconfig/finish.hpp"
#include "domain/kconfig/recursion.hpp"

namespace bm::kconfig {
namespace {

using Kind = Property::Kind;

constexpr std::size_t deepest_block = 50;
constexpr std::size_t deepest_file = 100;
// A file counts as often as it is named. Linux has 2,000, with 5 MB.
constexpr std::size_t most_openings = 100'000;
constexpr std::size_t most_bytes = 64u << 20;

}  // namespace

void TreeReader::read(const std::string& file) {
    open_file({{file, 0}, "source", {}, {}, {}}, file, false);
    while (!files_.empty()) {
        if (const auto statement = files_.back().second.next())
            handle(*statement);
        else
            close_file();
    }
}

bool TreeReader::may_open(const Statement& statement, const std::string& name) {
    if (gave_up_) return false;
    const auto same = [&](const auto& open) { return open.first == name; };
    if (std::ranges::any_of(files_, same) || files_.size() >= deepest_file) {
        error(statement.place, "recursive inclusion of \"" + name + "\"");
        return false;
    }
    gave_up_ = ++openings_ > most_openings || bytes_ > most_bytes;
    if (gave_up_) error(statement.place, "\"" + name + "\" is not read: too many files are");
    return !gave_up_;
}

void TreeReader::open_file(const Statement& statement, const std::string& name,
                           bool may_be_absent) {
    if (!may_open(statement, name)) return;
    auto text = surroundings_.read(name);
    if (!text && may_be_absent && text.error().kind == core::ErrorKind::not_found) return;
    if (!text)
        return error(statement.place, "can't open file \"" + name + "\": " + text.error().message);
    bytes_ += text->size();
    tree_.files.push_back(name);
    files_.emplace_back(name, Lexer(name, std::move(*text), macros_, problems_));
}

void TreeReader::close_file() {
    while (!blocks_.empty() && blocks_.back().file == files_.size()) {
        const auto& entry = tree_.entries[blocks_.back().entry];
        error(entry.place, "missing end statement for this entry");
        current_ = entry.parent;
        blocks_.pop_back();
    }
    files_.pop_back();
}

void TreeReader::handle(const Statement& statement) {
    if (statement.flavor) {
        takes_options_ = false;
        begun_ = true;
        return macros_.assign(statement.command, *statement.flavor, statement.value,
                              statement.place);
    }
    Words words(statement.words, tree_);
    if (!fits_choice(statement.command))
        error(statement.place, "unexpected '" + statement.command + "' within choice block");
    const bool first = !std::exchange(begun_, true);
    if (statement.command == "mainmenu" && !first)
        error(statement.place, "mainmenu must be the first statement");
    if (handle_block(statement, words) || handle_entry(statement, words) ||
        handle_option(statement, words)) {
        if (!words.at_end())
            error(statement.place, "unexpected words behind \"" + statement.command + "\"");
        return;
    }
    error(statement.place, "unknown statement \"" + statement.command + "\"");
}

/// Whether it can stand where it does, as far as choices go.
bool TreeReader::fits_choice(std::string_view command) const {
    auto block = blocks_.rbegin();
    if (tree_.dialect.new_grammar)
        while (block != blocks_.rend() && block->command == "if") ++block;
    if (block == blocks_.rend() || block->command != "choice") return true;
    if (command == "menu" || command == "choice") return false;
    return !tree_.dialect.new_grammar || (command != "menuconfig" && command != "source");
}

bool TreeReader::handle_block(const Statement& statement, Words& words) {
    const auto& command = statement.command;
    if (command == "menu") {
        title(statement, words, Entry::Kind::menu);
        open_block(current_, "menu");
    } else if (command == "if") {
        const auto condition = checked(words.expression(), statement);
        add_entry(Entry::Kind::if_, std::nullopt, statement.place);
        // Without its condition nothing in it can be meant.
        current().depends = condition ? *condition : tree_.expressions.symbol(symbol_no);
        open_block(current_, "if");
    } else if (command == "choice") {
        choice(statement, words);
        open_block(current_, "choice");
    } else if (command == "endmenu" || command == "endif" || command == "endchoice") {
        close_block(statement, std::string_view(command).substr(3));
    } else if (command == "source" || command == "osource" || command == "rsource" ||
               command == "orsource") {
        source(statement, words);
    } else {
        return false;
    }
    return true;
}

void TreeReader::source(const Statement& statement, Words& words) {
    auto name = words.text();
    if (!name) return error(statement.place, "no file is named");
    const auto& command = statement.command;
    if (command.ends_with("rsource")) {
        const auto slash = statement.place.file.rfind('/');
        if (slash != std::string::npos) name = statement.place.file.substr(0, slash + 1) + *name;
    }
    takes_options_ = false;
    open_file(statement, *name, command.starts_with('o'));
    current_ = blocks_.empty() ? root_entry : blocks_.back().entry;
}

bool TreeReader::handle_entry(const Statement& statement, Words& words) {
    const auto& command = statement.command;
    if (command == "config" || command == "menuconfig")
        config(statement, words);
    else if (command == "comment")
        title(statement, words, Entry::Kind::comment);
    else if (command == "mainmenu")
        mainmenu(statement, words);
    else
        return false;
    return true;
}

/// Whether the grammar lets the current entry have it.
bool TreeReader::may_have(std::string_view option) {
    const auto& entry = current();
    if (!takes_options_ || entry.kind == Entry::Kind::if_) return false;
    if (option == "depends") return true;
    if (option == "visible")
        return entry.kind == Entry::Kind::menu &&
               (tree_.dialect.new_grammar || entry.depends == no_condition);
    if (!entry.symbol) return false;
    if (option == "optional") return symbol_here()->is_choice;
    constexpr std::array of_choice = {"prompt",   "default", "bool",
                                      "tristate", "help",    "---help---"};
    return !symbol_here()->is_choice || std::ranges::find(of_choice, option) != of_choice.end();
}

bool TreeReader::handle_option(const Statement& statement, Words& words) {
    const auto& command = statement.command;
    static const std::map<std::string_view, Type> types = {
        {"bool", Type::boolean},         {"tristate", Type::tristate}, {"int", Type::integer},
        {"hex", Type::hexadecimal},      {"string", Type::string},     {"def_bool", Type::boolean},
        {"def_tristate", Type::tristate}};
    constexpr std::array others = {"help",   "---help---", "depends", "visible",
                                   "option", "modules",    "prompt",  "default",
                                   "select", "imply",      "range",   "optional"};
    const auto type = types.find(command);
    if (type == types.end() && std::ranges::find(others, command) == others.end()) return false;
    if (!may_have(command)) {
        error(statement.place, "unexpected option \"" + command + "\"");
        words.drop();
    } else if (command == "help" || command == "---help---") {
        current().help = files_.back().second.help();
    } else if (command == "depends") {
        depends(statement, words);
    } else if (command == "visible") {
        const auto condition = checked(words.condition(), statement);
        if (condition) current().visible = tree_.expressions.both(current().visible, *condition);
    } else if (command == "option" || command == "modules") {
        option(statement, words);
    } else if (type != types.end()) {
        if (command.starts_with("def_"))
            value(statement, words);
        else
            prompt(statement, words, false);
        set_type(type->second, statement);
    } else if (command == "prompt") {
        prompt(statement, words, true);
    } else if (command == "default") {
        value(statement, words);
    } else if (command == "range") {
        range(statement, words);
    } else if (command == "optional") {
        symbol_here()->optional = true;
    } else {
        select(statement, words, command == "select" ? Kind::select : Kind::imply);
    }
    return true;
}

EntryId TreeReader::add_entry(Entry::Kind kind, std::optional<SymbolId> symbol,
                              const Place& place) {
    const auto id = static_cast<EntryId>(tree_.entries.size());
    Entry entry;
    entry.kind = kind;
    entry.symbol = symbol;
    entry.place = place;
    entry.parent = blocks_.empty() ? root_entry : blocks_.back().entry;
    tree_.entries[entry.parent].children.push_back(id);
    if (symbol) tree_.symbols[*symbol].entries.push_back(id);
    tree_.entries.push_back(std::move(entry));
    takes_options_ = true;
    return current_ = id;
}

void TreeReader::open_block(EntryId entry, std::string_view command) {
    if (blocks_.size() == deepest_block)
        error(tree_.entries[entry].place, "more blocks are open than can be read");
    // Deeper ones are taken for blocks of the one that was deep enough.
    blocks_.push_back(
        {blocks_.size() < deepest_block ? entry : blocks_.back().entry, command, files_.size()});
}

void TreeReader::close_block(const Statement& statement, std::string_view command) {
    if (blocks_.empty()) return error(statement.place, "unexpected end statement");
    const auto& block = blocks_.back();
    if (block.command != command)
        return error(statement.place, "unexpected '" + statement.command + "' within " +
                                          std::string(block.command) + " block");
    if (block.file != files_.size())
        return error(statement.place, "'" + statement.command + "' in different file than '" +
                                          std::string(block.command) + "'");
    blocks_.pop_back();
    current_ = blocks_.empty() ? root_entry : blocks_.back().entry;
    takes_options_ = false;
}

void TreeReader::config(const Statement& statement, Words& words) {
    const auto symbol = words.name();
    if (!symbol || tree_.symbols[*symbol].constant) error(statement.place, "no symbol is named");
    add_entry(symbol ? Entry::Kind::symbol : Entry::Kind::if_, symbol, statement.place);
}

void TreeReader::choice(const Statement& statement, Words& words) {
    const auto name = words.text();
    const auto known = name ? tree_.named_choices.find(*name) : tree_.named_choices.end();
    SymbolId id = 0;
    if (known != tree_.named_choices.end()) {
        id = known->second;
    } else {
        id = static_cast<SymbolId>(tree_.symbols.size());
        Symbol symbol;
        symbol.name = name.value_or("");
        symbol.is_choice = true;
        symbol.optional = false;
        tree_.symbols.push_back(std::move(symbol));
        if (name) tree_.named_choices[*name] = id;
    }
    add_entry(Entry::Kind::symbol, id, statement.place);
}

void TreeReader::title(const Statement& statement, Words& words, Entry::Kind kind) {
    const auto text = words.text();
    if (!text) error(statement.place, "no text is given");
    add_entry(kind, std::nullopt, statement.place);
    Property property;
    property.kind = kind == Entry::Kind::menu ? Kind::menu : Kind::comment;
    property.text = text.value_or("");
    property.entry = current_;
    property.place = statement.place;
    current().title = std::move(property);
}

void TreeReader::mainmenu(const Statement& statement, Words& words) {
    const auto text = words.text();
    if (!text) return error(statement.place, "no text is given");
    Property property;
    property.kind = Kind::menu;
    property.text = *text;
    property.place = statement.place;
    tree_.entries[root_entry].title = std::move(property);
}

Parsed parse(const std::string& file, Surroundings& surroundings) {
    Parsed result;
    result.tree.dialect = dialect_of(surroundings);
    if (result.tree.dialect.typed_constants)
        for (const auto id : {symbol_no, symbol_mod, symbol_yes})
            result.tree.symbols[id].type = Type::tristate;
    TreeReader(surroundings, result).read(file);
    finish(result.tree);
    for (const auto& symbol : result.tree.symbols)
        if (symbol.is_choice && (symbol.type == Type::integer || symbol.type == Type::hexadecimal))
            result.problems.push_back({result.tree.entries[symbol.entries.front()].place,
                                       "a choice must be bool or tristate"});
    for (auto& problem : recursions(result.tree)) result.problems.push_back(std::move(problem));
    return result;
}

}  // namespace bm::kconfig
