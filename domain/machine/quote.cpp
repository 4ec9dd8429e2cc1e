// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/machine/quote.hpp"

namespace bm::machine {
namespace {

/// Each of these means something between single quotes to some shell: the quote to all of them, the
/// backslash to fish, the exclamation mark to csh. Behind a backslash they are plain everywhere.
constexpr std::string_view outside_quotes = "'\\!";

}  // namespace

std::string quote(std::string_view word) {
    if (word.empty()) return "''";
    std::string quoted;
    while (!word.empty()) {
        const auto plain = word.substr(0, word.find_first_of(outside_quotes));
        if (!plain.empty()) quoted.append("'").append(plain).append("'");
        word.remove_prefix(plain.size());
        if (word.empty()) break;
        quoted.append("\\").append(1, word.front());
        word.remove_prefix(1);
    }
    return quoted;
}

std::string run_by_sh(std::string_view script) { return "exec sh -c " + quote(script); }

}  // namespace bm::machine
