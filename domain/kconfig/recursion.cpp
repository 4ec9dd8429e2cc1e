// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/recursion.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace bm::kconfig {
namespace {

constexpr std::size_t deepest = 2000;

using Found = std::optional<SymbolId>;  ///< the symbol in which a circle closes

class Search {
  public:
    explicit Search(const Tree& tree) : tree_(tree), marks_(tree.symbols.size()) {}

    Found look_at(SymbolId id);
    std::vector<Problem> take() { return std::move(problems_); }

  private:
    struct Mark {
        bool open = false;  ///< it is on the way
        bool seen = false;
    };
    /// A symbol on the way, and what leads to the next one.
    struct Step {
        SymbolId symbol;
        std::string_view verb;
        Place place;
    };

    Found look_at_choice(SymbolId choice);
    Found look_behind(SymbolId id);
    Found look_into(ExpressionId id);
    Found each(const std::vector<ExpressionId>& expressions, std::string_view verb);
    void report(SymbolId closing);
    std::string name_of(SymbolId id) const {
        return tree_.symbols[id].name.empty() ? "<choice>" : tree_.symbols[id].name;
    }

    const Tree& tree_;
    std::vector<Mark> marks_;
    std::vector<Step> way_;
    std::vector<Problem> problems_;
};

void Search::report(SymbolId closing) {
    const auto& choice = tree_.symbols[closing].choice;
    auto begin = std::ranges::find(way_, closing, &Step::symbol);
    if (choice) begin = std::ranges::find(way_, *choice, &Step::symbol);
    if (begin == way_.end()) begin = way_.begin();
    std::string text = "recursive dependency detected!";
    for (auto step = begin; step != way_.end(); ++step) {
        const auto next = step + 1 == way_.end() ? closing : (step + 1)->symbol;
        text += (step == begin ? " " : ", ") + name_of(step->symbol) + " " +
                std::string(step->verb) + " " + name_of(next);
    }
    // What nothing defines has no place of its own.
    const auto placed =
        std::find_if(begin, way_.end(), [](const Step& step) { return !step.place.file.empty(); });
    const auto place = placed == way_.end() ? tree_.entries[root_entry + 1].place : placed->place;
    problems_.push_back({place, std::move(text), Problem::Weight::error});
}

Found Search::look_at(SymbolId id) {
    if (marks_[id].open) {
        report(id);
        return id;
    }
    if (marks_[id].seen || way_.size() >= deepest) return std::nullopt;
    const auto& symbol = tree_.symbols[id];
    if (symbol.is_choice) return look_at_choice(id);
    if (symbol.choice) {
        way_.push_back({id, "is part of", tree_.entries[symbol.entries.front()].place});
        const auto found = look_at(*symbol.choice);
        way_.pop_back();
        return found;
    }
    marks_[id] = {true, true};
    const auto found = look_behind(id);
    marks_[id].open = false;
    return found;
}

/// While its members are looked at all of them are on the way.
Found Search::look_at_choice(SymbolId choice) {
    const auto& symbol = tree_.symbols[choice];
    for (const auto member : symbol.members) marks_[member] = {true, true};
    marks_[choice] = {true, true};
    auto found = look_behind(choice);
    marks_[choice].open = false;
    way_.push_back({choice, "contains", tree_.entries[symbol.entries.front()].place});
    for (const auto member : symbol.members)
        if (!found) found = look_behind(member);
    way_.pop_back();
    for (const auto member : symbol.members) marks_[member].open = false;
    return found && tree_.symbols[*found].choice == choice ? choice : found;
}

Found Search::each(const std::vector<ExpressionId>& expressions, std::string_view verb) {
    way_.back().verb = verb;
    for (const auto one : expressions)
        if (const auto found = look_into(one)) return found;
    return std::nullopt;
}

Found Search::look_behind(SymbolId id) {
    const auto& symbol = tree_.symbols[id];
    way_.push_back(
        {id, "", symbol.entries.empty() ? Place{} : tree_.entries[symbol.entries.front()].place});
    auto found = each(symbol.depends, "depends on");
    if (!found) found = each(symbol.selected, "is selected by");
    if (!found) found = each(symbol.implied, "is implied by");
    for (const auto entry : symbol.entries)
        if (!found) found = each({tree_.entries[entry].depends}, "depends on");
    for (const auto& property : symbol.properties) {
        if (found) break;
        if (property.kind == Property::Kind::select || property.kind == Property::Kind::imply)
            continue;
        way_.back().place = property.place;
        found = each({property.condition}, "is visible or has a value depending on");
        if (!found && property.kind == Property::Kind::default_ && !symbol.is_choice)
            found = each({property.value}, "has a default that contains");
    }
    way_.pop_back();
    return found;
}

Found Search::look_into(ExpressionId id) {
    const auto& e = tree_.expressions[id];
    switch (e.op) {
        case Expression::Op::none:
            return std::nullopt;
        case Expression::Op::symbol:
            return look_at(e.a);
        case Expression::Op::not_:
            return look_into(e.a);
        case Expression::Op::and_:
        case Expression::Op::or_: {
            const auto found = look_into(e.a);
            return found ? found : look_into(e.b);
        }
        default: {
            const auto found = look_at(e.a);
            return found ? found : look_at(e.b);
        }
    }
}

}  // namespace

std::vector<Problem> recursions(const Tree& tree) {
    Search search(tree);
    for (SymbolId id = symbol_yes + 1; id < tree.symbols.size(); ++id) (void)search.look_at(id);
    return search.take();
}

}  // namespace bm::kconfig
