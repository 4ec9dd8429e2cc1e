// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/finish.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "domain/kconfig/simplify.hpp"

namespace bm::kconfig {
namespace {

using Kind = Property::Kind;
using Children = std::vector<EntryId>;

/// Menus of dependent entries in each other; no tree that people read has a tenth of it.
constexpr int deepest = 500;

/// Puts a property where the values look for it.
void list(const Property& property, Symbol& symbol) {
    if (property.kind == Kind::prompt) symbol.prompts.push_back(property.condition);
    if (property.kind == Kind::default_)
        symbol.defaults.push_back({property.value, property.condition});
    if (property.kind == Kind::range)
        symbol.ranges.push_back({property.low, property.high, property.condition});
}

class Finisher {
  public:
    explicit Finisher(Tree& tree) : tree_(tree), all_(tree.expressions), simplify_(tree) {}

    void finish(EntryId id);

  private:
    ExpressionId with_modules(ExpressionId id);
    void type_choice(EntryId id);
    ExpressionId given_by(EntryId id) const;
    ExpressionId within(ExpressionId outer, ExpressionId own);
    void hand_down(EntryId id);
    void finish_each(Children& siblings);
    void finish_at(Children& siblings, std::size_t at);
    void gather_dependents(Children& siblings, std::size_t at);
    ExpressionId shown_if(const Entry& entry) const;
    void settle_children(EntryId id);
    void join_choice(EntryId choice, EntryId member);
    void close(EntryId id);

    Tree& tree_;
    Expressions& all_;
    Simplifier simplify_;
    int depth_ = 0;  ///< of menus of dependent entries
};

/// m alone is n where there are no modules.
ExpressionId Finisher::with_modules(ExpressionId id) {
    const auto e = all_[id];
    switch (e.op) {
        case Expression::Op::symbol:
            return e.a == symbol_mod ? all_.both(id, all_.symbol(tree_.modules)) : id;
        case Expression::Op::not_:
            return all_.not_of(with_modules(e.a));
        case Expression::Op::and_:
        case Expression::Op::or_: {
            const auto a = with_modules(e.a);
            return all_.make({e.op, a, with_modules(e.b)});
        }
        default:
            return id;
    }
}

/// A choice without a type has that of its first member that has one; members likewise the
/// choice's.
void Finisher::type_choice(EntryId id) {
    auto& choice = tree_.symbols[*tree_.entries[id].symbol];
    const auto member = [&](EntryId child) -> Symbol* {
        const auto symbol = tree_.entries[child].symbol;
        return symbol ? &tree_.symbols[*symbol] : nullptr;
    };
    const auto& children = tree_.entries[id].children;
    for (const auto child : children)
        if (const auto* symbol = member(child); symbol && choice.type == Type::unknown)
            choice.type = symbol->type;
    for (const auto child : children)
        if (auto* symbol = member(child); symbol && symbol->type == Type::unknown)
            symbol->type = choice.type;
}

/// The condition that an entry gives to those in it.
ExpressionId Finisher::given_by(EntryId id) const {
    const auto& entry = tree_.entries[id];
    if (entry.symbol && tree_.symbols[*entry.symbol].is_choice) return all_.symbol(*entry.symbol);
    if (entry.symbol && entry.prompt)
        return tree_.symbols[*entry.symbol].properties[*entry.prompt].condition;
    if (entry.title) return entry.title->condition;
    return entry.depends;
}

/// A condition of what stands where another one holds.
ExpressionId Finisher::within(ExpressionId outer, ExpressionId own) {
    return simplify_.without_repeats(all_.both(outer, simplify_.transform(with_modules(own))));
}

void Finisher::hand_down(EntryId id) {
    const auto from_above = given_by(id);
    for (const auto child : tree_.entries[id].children) {
        auto& entry = tree_.entries[child];
        entry.depends = within(from_above, entry.depends);
        if (entry.title) entry.title->condition = within(entry.depends, entry.title->condition);
        if (!entry.symbol) continue;
        const auto& symbol = tree_.symbols[*entry.symbol];
        for (std::size_t i = 0; i < symbol.properties.size(); ++i) {
            auto& property = tree_.symbols[*entry.symbol].properties[i];
            if (property.entry != child) continue;
            property.condition = within(entry.depends, property.condition);
            if (symbol.type != Type::tristate && !tree_.dialect.keeps_unequal)
                property.condition = simplify_.for_bool(property.condition);
            const auto by = all_.both(all_.symbol(*entry.symbol), property.condition);
            if (property.kind == Kind::select)
                tree_.symbols[property.symbol].selected.push_back(by);
            if (property.kind == Kind::imply) tree_.symbols[property.symbol].implied.push_back(by);
        }
    }
}

void Finisher::finish(EntryId id) {
    const auto symbol = tree_.entries[id].symbol;
    if (symbol && tree_.symbols[*symbol].is_choice) type_choice(id);
    hand_down(id);
    finish_each(tree_.entries[id].children);
    settle_children(id);
    close(id);
}

void Finisher::finish_each(Children& siblings) {
    for (std::size_t i = 0; i < siblings.size(); ++i) finish_at(siblings, i);
}

void Finisher::finish_at(Children& siblings, std::size_t at) {
    const auto id = siblings[at];
    if (!tree_.entries[id].children.empty()) return finish(id);
    if (const auto symbol = tree_.entries[id].symbol) {
        gather_dependents(siblings, at);
        if (const auto depends = tree_.entries[id].depends; depends != no_condition)
            tree_.symbols[*symbol].depends.push_back(depends);
    }
    settle_children(id);
    close(id);
}

/// What decides whether an entry is shown.
ExpressionId Finisher::shown_if(const Entry& entry) const {
    if (entry.symbol && entry.prompt)
        return tree_.symbols[*entry.symbol].properties[*entry.prompt].condition;
    return entry.title ? entry.title->condition : entry.depends;
}

/// The entries that follow a symbol and depend on it become its own.
void Finisher::gather_dependents(Children& siblings, std::size_t at) {
    if (depth_ >= deepest) return;
    ++depth_;
    const auto id = siblings[at];
    const auto symbol = *tree_.entries[id].symbol;
    const auto own = tree_.entries[id].prompt ? shown_if(tree_.entries[id]) : no_condition;
    std::size_t next = at + 1;
    for (; next < siblings.size(); ++next) {
        const auto condition = shown_if(tree_.entries[siblings[next]]);
        if (!all_.contains(condition, symbol)) break;
        if (!all_.needs(condition, symbol) && !simplify_.covers(condition, own)) break;
        finish_at(siblings, next);
    }
    const auto begin = siblings.begin() + static_cast<std::ptrdiff_t>(at) + 1;
    const auto end = siblings.begin() + static_cast<std::ptrdiff_t>(next);
    tree_.entries[id].children.assign(begin, end);
    for (const auto child : tree_.entries[id].children) tree_.entries[child].parent = id;
    siblings.erase(begin, end);
    --depth_;
}

/// Finds the members of a choice, and puts what stands in an entry that shows nothing behind it.
void Finisher::settle_children(EntryId id) {
    const auto symbol = tree_.entries[id].symbol;
    const bool is_choice = symbol && tree_.symbols[*symbol].is_choice;
    auto& children = tree_.entries[id].children;
    for (std::size_t i = 0; i < children.size(); ++i) {
        auto& child = tree_.entries[children[i]];
        if (is_choice && child.symbol && !tree_.symbols[*child.symbol].choice)
            join_choice(id, children[i]);
        const bool shows = child.prompt || (child.title && !child.title->text.empty());
        if (child.children.empty() || shows) continue;
        const auto moved = std::exchange(child.children, {});
        for (const auto one : moved) tree_.entries[one].parent = id;
        children.insert(children.begin() + static_cast<std::ptrdiff_t>(i) + 1, moved.begin(),
                        moved.end());
    }
}

void Finisher::join_choice(EntryId choice, EntryId member) {
    const auto of = *tree_.entries[choice].symbol;
    const auto id = *tree_.entries[member].symbol;
    auto& symbol = tree_.symbols[id];
    symbol.choice = of;
    tree_.symbols[of].members.push_back(id);
    if (tree_.symbols[of].type != Type::tristate || symbol.type == Type::tristate) return;
    const auto is_yes = all_.make({Expression::Op::equal, of, symbol_yes});
    tree_.entries[member].depends = all_.both(is_yes, tree_.entries[member].depends);
    for (auto& property : symbol.properties)
        if (property.entry == member) property.condition = all_.both(is_yes, property.condition);
}

/// A choice that is shown and not optional is at least m.
void Finisher::close(EntryId id) {
    const auto& entry = tree_.entries[id];
    if (!entry.symbol || !entry.prompt) return;
    auto& symbol = tree_.symbols[*entry.symbol];
    if (symbol.optional) return;
    symbol.selected.push_back(
        all_.both(symbol.properties[*entry.prompt].condition, all_.symbol(symbol_mod)));
}

}  // namespace

void finish(Tree& tree) {
    Finisher(tree).finish(root_entry);
    for (auto& symbol : tree.symbols)
        for (const auto& property : symbol.properties) list(property, symbol);
}

}  // namespace bm::kconfig
