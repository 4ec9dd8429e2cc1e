// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "domain/board/board.hpp"
#include "domain/core/expected.hpp"

namespace bm::board {

/// What the user asked for, as written on the command line.
struct Selection {
    std::vector<std::string> terms;    ///< positional; words joined by '&' must all match
    std::vector<std::string> exclude;  ///< -x: comma lists of terms
    std::vector<std::string> names;    ///< --boards: comma lists of exact names
};

/// How many boards a term brought in.
struct TermCount {
    std::string term;
    std::vector<std::string> boards;
};

struct Selected {
    std::vector<Board> boards;  ///< in the order of the list, each once
    std::vector<TermCount> terms;
};

/// P 5.3: each expression is a regular expression matched at the start of a property; the names of
/// --boards count only without terms; neither: all boards. Differing from P: a term or name that
/// matches nothing is an error, and so are a bad expression, an empty term or --boards and an empty
/// selection; `&` joins in -x, too; a misspelt name is answered with the nearest ones. Of --boards,
/// `acpi,snow` is one name where there is such an extended board.
core::Expected<Selected> select(const std::vector<Board>& boards, const Selection& wanted);

}  // namespace bm::board
