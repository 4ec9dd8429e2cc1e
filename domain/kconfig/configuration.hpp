// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kconfig/place.hpp"
#include "domain/kconfig/tree.hpp"
#include "domain/kconfig/tristate.hpp"

namespace bm::kconfig {

/// The values of a tree's symbols, as scripts/kconfig/conf computes them. Each is computed when it
/// is asked for first. The tree outlives it.
class Configuration {
  public:
    explicit Configuration(const Tree& tree);

    /// Sets what a .config or a defconfig sets; `file` names it in the problems, which are
    /// warnings.
    std::vector<Problem> load(const std::string& file, std::string_view text);

    Tristate truth(SymbolId id);
    /// As .config has it, without quotes: y, m or n for a truth.
    std::string text(SymbolId id);
    /// Whether .config has the symbol.
    bool is_written(SymbolId id);
    /// The lines of .config that set symbols, in the order of the menus.
    std::string lines();
    /// Symbols hang on each other in a longer chain than can be followed; what is at its end is n.
    bool was_too_deep() const { return too_deep_; }

  private:
    struct Value {
        Tristate truth = Tristate::no;
        std::string text;
        std::optional<SymbolId> chosen;  ///< of a choice
    };
    struct State {
        bool valid = false;  ///< `now` is computed, or being computed
        bool written = false;
        bool is_set = false;  ///< by the user
        Value user;
        Value now;
        Tristate visible = Tristate::no;
        Tristate depends = Tristate::yes;
        Tristate selected = Tristate::no;
        Tristate implied = Tristate::no;
    };

    void set(const Symbol& symbol, State& state, std::string_view value, const Place& place,
             std::vector<Problem>& problems);
    void set_choice(SymbolId member, const Place& place, std::vector<Problem>& problems);
    void drop_what_is_out_of_range();

    void compute(SymbolId id);
    void compute_truth(SymbolId id, Value& value);
    void compute_text(SymbolId id, Value& value);
    void compute_visibility(SymbolId id);
    std::optional<SymbolId> chosen(SymbolId choice);
    bool can_be_mod(SymbolId id);
    /// m is y where the symbol cannot be m.
    Tristate as_allowed(SymbolId id, Tristate truth);
    Tristate any(const std::vector<ExpressionId>& expressions);
    /// False: symbols and expressions are nested as deep as they may be.
    bool go_deeper();
    Tristate evaluate(ExpressionId id);
    Tristate value_of(const Expression& expression);
    Tristate compare(const Expression& expression);
    const Property* first_that_holds(SymbolId id, Property::Kind kind, Tristate& condition);
    void keep_in_range(SymbolId id, std::string& text);
    bool is_in_range(SymbolId id, const std::string& text);
    long long number(SymbolId id, int base);
    void forget();

    const Tree& tree_;
    std::vector<State> states_;
    int depth_ = 0;
    bool too_deep_ = false;
};

}  // namespace bm::kconfig
