// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/tree_reader.hpp"

#include <algorithm>
#include <map>

#include "domain/kconfig/finish.hpp"

namespace bm::kconfig {
namespace {

using Kind = Property::Kind;

constexpr std::size_t deepest_block = 50;
constexpr std::size_t deepest_file = 100;

}  // namespace

void TreeReader::read(const std::string& file) {
    open_file({{file, 0}, "source", {}, {}, {}}, file);
    while (!files_.empty()) {
        if (const auto statement = files_.back().second.next())
            handle(*statement);
        else
            close_file();
    }
}

void TreeReader::open_file(const Statement& statement, const std::string& name) {
    const auto same = [&](const auto& open) { return open.first == name; };
    if (std::ranges::any_of(files_, same) || files_.size() >= deepest_file)
        return error(statement.place, "recursive inclusion of \"" + name + "\"");
    auto text = surroundings_.read(name);
    if (!text)
        return error(statement.place, "can't open file \"" + name + "\": " + text.error().message);
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
    if (statement.flavor)
        return macros_.assign(statement.command, *statement.flavor, statement.value,
                              statement.place);
    Words words(statement.words, tree_);
    if (handle_block(statement, words) || handle_entry(statement, words) ||
        handle_option(statement, words)) {
        if (!words.at_end())
            error(statement.place, "unexpected words behind \"" + statement.command + "\"");
        return;
    }
    error(statement.place, "unknown statement \"" + statement.command + "\"");
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
    const auto before = problems_.size();
    open_file(statement, *name);
    if (command.starts_with('o') && problems_.size() > before) problems_.resize(before);
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

bool TreeReader::handle_option(const Statement& statement, Words& words) {
    const auto& command = statement.command;
    static const std::map<std::string_view, Type> types = {
        {"bool", Type::boolean},         {"tristate", Type::tristate}, {"int", Type::integer},
        {"hex", Type::hexadecimal},      {"string", Type::string},     {"def_bool", Type::boolean},
        {"def_tristate", Type::tristate}};
    const auto type = types.find(command);
    if (command == "help" || command == "---help---") {
        current().help = files_.back().second.help();
    } else if (command == "depends") {
        depends(statement, words);
    } else if (command == "visible") {
        const auto condition = checked(words.condition(), statement);
        if (condition) current().visible = tree_.expressions.both(current().visible, *condition);
    } else if (command == "option" || command == "modules") {
        option(statement, words);
    } else if (type == types.end() && command != "prompt" && command != "default" &&
               command != "select" && command != "imply" && command != "range" &&
               command != "optional") {
        return false;
    } else if (!symbol_here()) {
        error(statement.place, "unexpected option \"" + command + "\"");
        words.drop();
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
    TreeReader(surroundings, result).read(file);
    finish(result.tree);
    return result;
}

}  // namespace bm::kconfig
