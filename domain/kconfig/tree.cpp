// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/tree.hpp"

namespace bm::kconfig {
namespace {

std::optional<SymbolId> truth(std::string_view name) {
    if (name == "n") return symbol_no;
    if (name == "m") return symbol_mod;
    if (name == "y") return symbol_yes;
    return std::nullopt;
}

SymbolId make(Tree& tree, std::string_view name, bool constant) {
    Symbol symbol;
    symbol.name = name;
    symbol.constant = constant;
    tree.symbols.push_back(std::move(symbol));
    return static_cast<SymbolId>(tree.symbols.size() - 1);
}

}  // namespace

Tree::Tree() {
    for (const auto* name : {"n", "m", "y"}) (void)make(*this, name, true);
    entries.emplace_back();
}

SymbolId Tree::symbol_of(std::string_view name) {
    if (const auto constant = truth(name)) return *constant;
    if (const auto found = by_name.find(name); found != by_name.end()) return found->second;
    return by_name[std::string(name)] = make(*this, name, false);
}

SymbolId Tree::constant_of(std::string_view text) {
    if (const auto constant = truth(text)) return *constant;
    if (const auto found = constants.find(text); found != constants.end()) return found->second;
    return constants[std::string(text)] = make(*this, text, true);
}

std::optional<SymbolId> Tree::find(std::string_view name) const {
    if (const auto constant = truth(name)) return constant;
    const auto found = by_name.find(name);
    return found == by_name.end() ? std::nullopt : std::optional(found->second);
}

std::vector<SymbolId> in_menu_order(const Tree& tree) {
    std::vector<SymbolId> order;
    std::vector<EntryId> waiting = {root_entry};
    while (!waiting.empty()) {
        const auto& entry = tree.entries[waiting.back()];
        waiting.pop_back();
        waiting.insert(waiting.end(), entry.children.rbegin(), entry.children.rend());
        if (entry.symbol && !tree.symbols[*entry.symbol].is_choice) order.push_back(*entry.symbol);
    }
    return order;
}

}  // namespace bm::kconfig
