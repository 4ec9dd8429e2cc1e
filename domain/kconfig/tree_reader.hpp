// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/kconfig/lexer.hpp"
#include "domain/kconfig/macros.hpp"
#include "domain/kconfig/parser.hpp"
#include "domain/kconfig/words.hpp"

namespace bm::kconfig {

/// What parse() does: one statement after the other into a tree that is not finished.
class TreeReader {
  public:
    TreeReader(Surroundings& surroundings, Parsed& into)
        : surroundings_(surroundings), tree_(into.tree), problems_(into.problems) {}

    void read(const std::string& file);

  private:
    /// A menu, choice or if that is open.
    struct Block {
        EntryId entry;
        std::string_view command;
        std::size_t file;  ///< which of the open files has its beginning
    };

    void handle(const Statement& statement);
    bool fits_choice(std::string_view command) const;
    bool handle_block(const Statement& statement, Words& words);
    bool handle_entry(const Statement& statement, Words& words);
    bool handle_option(const Statement& statement, Words& words);
    bool may_have(std::string_view option);

    bool may_open(const Statement& statement, const std::string& name);
    void open_file(const Statement& statement, const std::string& name, bool may_be_absent);
    void close_file();
    EntryId add_entry(Entry::Kind kind, std::optional<SymbolId> symbol, const Place& place);
    void open_block(EntryId entry, std::string_view command);
    void close_block(const Statement& statement, std::string_view command);

    void source(const Statement& statement, Words& words);
    void config(const Statement& statement, Words& words);
    void mainmenu(const Statement& statement, Words& words);
    void choice(const Statement& statement, Words& words);
    void title(const Statement& statement, Words& words, Entry::Kind kind);
    void add_property(Property property, const Statement& statement);
    void prompt(const Statement& statement, Words& words, bool wanted);
    void value(const Statement& statement, Words& words);
    void select(const Statement& statement, Words& words, Property::Kind kind);
    void range(const Statement& statement, Words& words);
    void depends(const Statement& statement, Words& words);
    void option(const Statement& statement, Words& words);
    void set_type(Type type, const Statement& statement);

    Entry& current() { return tree_.entries[current_]; }
    Symbol* symbol_here() { return current().symbol ? &tree_.symbols[*current().symbol] : nullptr; }
    void error(const Place& place, std::string text) { problems_.error(place, std::move(text)); }
    void warn(const Place& place, std::string text) { problems_.warn(place, std::move(text)); }
    /// A condition that is not too deep; else a problem, and nullopt.
    std::optional<ExpressionId> checked(std::optional<ExpressionId> condition,
                                        const Statement& statement);

    Surroundings& surroundings_;
    Tree& tree_;
    ProblemLog problems_;
    Macros macros_{surroundings_, problems_};
    std::vector<std::pair<std::string, Lexer>> files_;
    std::size_t openings_ = 0;
    std::size_t bytes_ = 0;  ///< of all that was opened
    bool gave_up_ = false;   ///< to open more, and said so
    std::vector<Block> blocks_;
    EntryId current_ = root_entry;  ///< whose options come
    bool begun_ = false;            ///< a statement was read
    bool takes_options_ = false;    ///< no other statement stands between
};

}  // namespace bm::kconfig
