// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/kconfig/dialect.hpp"

#include <string>

namespace bm::kconfig {

Dialect dialect_of(Surroundings& surroundings) {
    const auto text = [&](const char* name) {
        return surroundings.read(std::string("scripts/kconfig/") + name).value_or("");
    };
    const auto has = [](const std::string& in, const char* what) {
        return in.find(what) != std::string::npos;
    };
    Dialect dialect;
    const auto symbols = text("symbol.c");
    if (symbols.empty()) return dialect;
    dialect.typed_constants = has(symbols, ".type = S_TRISTATE,");
    dialect.mod_stays = !has(symbols, "? \"n\" : \"m\"");
    dialect.bounds_as_given = has(symbols, "sym->curr.val = range_sym->curr.val");
    dialect.imply_is_weak = !has(symbols, "sym->implied.tri == yes");
    const auto data = text("confdata.c");
    dialect.escaped_strings = has(data, "strpbrk(p2, \"\\\"\\\\\")");
    dialect.writes_all = has(data, "IF_NOT_%s(...)");
    dialect.keeps_unequal = !has(text("menu.c"), "expr_trans_bool");
    dialect.new_grammar = has(text("parser.y"), "stmt_list_in_choice");
    return dialect;
}

}  // namespace bm::kconfig
