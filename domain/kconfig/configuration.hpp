// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/kconfig/place.hpp"
#include "domain/kconfig/tree.hpp"
#include "domain/kconfig/tristate.hpp"

namespace bm::kconfig {

/// The values of a tree's symbols, as scripts/kconfig/conf computes them. Each is computed when it
/// is asked for first, and what one load() has touched is all that the next one resets: to look at
/// many defconfigs, load them into the same one. The tree outlives it.
class Configuration {
  public:
    explicit Configuration(const Tree& tree);

    /// Sets what a .config or a defconfig sets; `file` names it in the problems, which are
    /// warnings.
    std::vector<Problem> load(const std::string& file, std::string_view text);

    Tristate truth(SymbolId id);
    /// As .config has it, without quotes: y, m or n for a truth.
    std::string text(SymbolId id) { return std::string(view(id)); }
    /// Whether .config has the symbol.
    bool is_written(SymbolId id);
    /// The lines of .config that set symbols, in the order of the menus.
    std::string lines();
    /// A warning for each symbol that others select beyond what it depends on, with their names.
    std::vector<Problem> unmet_dependencies();
    /// Symbols hang on each other in a longer chain than can be followed; what is at its end is n.
    bool was_too_deep() const { return too_deep_; }

  private:
    /// Of every symbol; small, for it is looked at all the time.
    struct State {
        bool valid = false;  ///< the rest is computed, or being computed
        bool written = false;
        bool is_set = false;  ///< by the user
        Tristate truth = Tristate::no;
        Tristate visible = Tristate::no;
    };
    /// What the user has set.
    struct User {
        Tristate truth = Tristate::no;
        std::string text;
        std::optional<SymbolId> chosen;  ///< of a choice
    };
    /// What is no truth.
    struct Value {
        std::string_view text;           ///< of the tree, of the user's, or one of made_
        std::optional<SymbolId> chosen;  ///< of a choice
    };

    /// A line that sets a symbol, or says that it is not set.
    struct Setting {
        std::string_view name;
        std::string_view value;  ///< n for one that is not set
        bool unset = false;
    };

    static std::optional<Setting> setting_in(std::string_view line);
    std::optional<std::string> set(SymbolId id, const Setting& setting);
    void set_choice(SymbolId member, const Place& place, std::vector<Problem>& problems);
    void mark_set(SymbolId id);
    void drop_what_is_out_of_range();
    void settle();
    void forget_user();

    std::string line_of(SymbolId id);
    std::string_view view(SymbolId id);
    void compute(SymbolId id);
    Tristate computed_truth(SymbolId id);
    std::string_view computed_text(SymbolId id);
    Tristate visibility(SymbolId id);
    Tristate dependencies(SymbolId id);
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
    std::optional<Default> default_of(SymbolId id, Tristate& condition);
    const Range* range_of(SymbolId id);
    std::string_view in_range(SymbolId id, std::string_view text);
    bool is_in_range(SymbolId id, std::string_view text);
    long long number(SymbolId id, int base);
    void forget();

    const Tree& tree_;
    std::vector<State> states_;
    std::vector<User> users_;
    std::vector<Value> values_;
    std::vector<SymbolId> computed_;   ///< those that are valid
    std::vector<SymbolId> set_;        ///< those whose user's values are not those of a new one
    std::deque<std::string> made_;     ///< texts that stand nowhere else
    Tristate modules_ = Tristate::no;  ///< as far as it is known
    /// Of the symbols that are defaults of choices of others: whether they were visible when last
    /// computed.
    std::unordered_map<SymbolId, Tristate> strangers_;
    bool is_second_round_ = false;
    int depth_ = 0;
    bool too_deep_ = false;
};

}  // namespace bm::kconfig
