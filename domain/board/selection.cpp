// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/selection.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <utility>

#include "domain/board/expression.hpp"
#include "domain/core/lists.hpp"
#include "domain/core/nearest.hpp"
#include "domain/core/shown.hpp"

namespace bm::board {
namespace {

using core::ErrorKind;

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\n") == std::string::npos;
}

/// Names have no blanks, so blanks beside a comma are the shell user's.
std::vector<std::string> items_of(const std::vector<std::string>& lists) {
    auto items = core::split_at_commas(lists);
    for (auto& item : items) std::erase_if(item, [](char c) { return c == ' ' || c == '\t'; });
    std::erase(items, std::string());
    return items;
}

/// What is empty, as a variable of a script's that is not set, must not select all or nothing.
core::Expected<void> check_not_empty(const Selection& wanted) {
    if (std::ranges::any_of(wanted.terms, is_blank))
        return core::fail(ErrorKind::usage, "A board term is empty: leave it out for all boards");
    for (const auto& list : wanted.names)
        if (items_of({list}).empty())
            return core::fail(ErrorKind::usage,
                              "--boards names no board: leave it out for all boards");
    return {};
}

/// Each item is a term. A comma in an expression cuts it as well, which few expect.
core::Expected<std::vector<Term>> parse_excluded(const std::vector<std::string>& lists) {
    std::vector<Term> excluded;
    for (const auto& list : lists)
        for (const auto& item : core::split_at_commas({list})) {
            auto terms = parse_terms({item});
            if (!terms && item.size() < list.size())
                terms.error().message +=
                    " (-x " + core::shown(list) + ": commas separate its expressions)";
            if (!terms) return tl::unexpected(terms.error());
            std::ranges::move(*terms, std::back_inserter(excluded));
        }
    return excluded;
}

std::string near_it(const std::vector<Board>& boards, const std::string& name) {
    std::vector<std::string> targets;
    for (const auto& board : boards) targets.push_back(board.target);
    return core::hint_at_nearest(targets, name);
}

/// An extended board's name has a comma itself: where two items make the name of a board, they are
/// one.
std::vector<std::string> names_of(const std::vector<Board>& boards,
                                  const std::vector<std::string>& lists) {
    std::vector<std::string> names;
    for (auto& item : items_of(lists)) {
        const auto whole = names.empty() ? item : names.back() + "," + item;
        if (!names.empty() && std::ranges::find(boards, whole, &Board::target) != boards.end())
            names.back() = whole;
        else
            names.push_back(std::move(item));
    }
    return names;
}

core::Expected<void> take_term(const std::vector<Board>& boards, const Term& term,
                               std::vector<bool>& chosen, Selected& result) {
    TermCount count{term.text, {}};
    for (std::size_t i = 0; i < boards.size(); ++i) {
        if (!term.matches(boards[i])) continue;
        if (!chosen[i]) count.boards.push_back(boards[i].target);
        chosen[i] = true;
    }
    const bool none = std::ranges::none_of(boards, [&](const Board& b) { return term.matches(b); });
    result.terms.push_back(std::move(count));
    if (!none) return {};
    return core::fail(ErrorKind::usage, "No board matches '" + core::shown(term.text) + "'" +
                                            near_it(boards, term.text));
}

core::Expected<void> take_name(const std::vector<Board>& boards, const std::string& name,
                               std::vector<bool>& chosen) {
    const auto found = std::ranges::find(boards, name, &Board::target);
    if (found != boards.end()) {
        chosen[static_cast<std::size_t>(found - boards.begin())] = true;
        return {};
    }
    return core::fail(ErrorKind::usage,
                      "Boards not found: " + core::shown(name) + near_it(boards, name));
}

}  // namespace

core::Expected<Selected> select(const std::vector<Board>& boards, const Selection& wanted) {
    Selected result;
    std::vector<bool> chosen(boards.size(), wanted.terms.empty() && wanted.names.empty());
    BM_TRY(check_not_empty(wanted));
    BM_TRY_ASSIGN(const auto terms, parse_terms(wanted.terms));
    BM_TRY_ASSIGN(const auto excluded, parse_excluded(wanted.exclude));
    for (const auto& term : terms) BM_TRY(take_term(boards, term, chosen, result));
    if (terms.empty()) {
        for (const auto& name : names_of(boards, wanted.names))
            BM_TRY(take_name(boards, name, chosen));
        if (wanted.names.empty()) result.terms.push_back({"all", {}});
    }
    for (std::size_t i = 0; i < boards.size(); ++i) {
        const auto out = [&](const Term& term) { return term.matches(boards[i]); };
        if (chosen[i] && std::ranges::none_of(excluded, out)) result.boards.push_back(boards[i]);
    }
    if (result.boards.empty())
        return core::fail(ErrorKind::usage,
                          boards.empty() ? "No matching boards found: the board list is empty"
                                         : "No matching boards found: everything was excluded");
    return result;
}

}  // namespace bm::board
