// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/presence.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "domain/board/kconfig_board.hpp"

namespace bm::app::engine {
namespace {

/// By path: since which commit it is there, or is not.
using Moves = std::map<std::string, std::map<std::size_t, bool>>;

/// The name of a fragment, `configs/<name>.config`.
std::optional<std::string> fragment_of(std::string_view path) {
    constexpr std::string_view folder = "configs/", suffix = ".config";
    if (!path.starts_with(folder) || !path.ends_with(suffix)) return std::nullopt;
    path.remove_prefix(folder.size());
    path.remove_suffix(std::min(path.size(), suffix.size()));
    if (path.empty() || path.find('/') != std::string_view::npos) return std::nullopt;
    return std::string(path);
}

using NameOf = std::optional<std::string> (*)(std::string_view path);
using Positions = std::map<std::string, std::set<std::size_t>>;

/// Where what is named so is there, of all that moves in `count` commits.
Positions places_of(const Moves& moves, std::size_t count, NameOf name_of) {
    Positions there;
    for (const auto& [path, since] : moves) {
        const auto name = name_of(path);
        if (!name) continue;
        // Before its first move it was the other way round.
        bool is = !since.begin()->second;
        for (std::size_t i = 0; i < count; ++i) {
            if (const auto move = since.find(i); move != since.end()) is = move->second;
            if (is) there[*name].insert(i);
        }
    }
    return there;
}

Positions without(const Positions& there, std::size_t count) {
    Positions lacking;
    for (const auto& [name, at] : there)
        for (std::size_t i = 0; i < count; ++i)
            if (!at.contains(i)) lacking[name].insert(i);
    return lacking;
}

core::Expected<Moves> moves_in(ports::SourceTree& source, const std::vector<std::string>& commits) {
    Moves moves;
    for (std::size_t i = 1; i < commits.size(); ++i) {
        BM_TRY_ASSIGN(const auto files, source.added_and_deleted(commits[i - 1], commits[i]));
        for (const auto& file : files)
            if (board::target_of(file.path) || fragment_of(file.path))
                moves[file.path][i] = file.added;
    }
    return moves;
}

}  // namespace

std::set<std::size_t> lacking(const Presence& presence, const board::Board& board) {
    std::set<std::size_t> positions;
    const auto add = [&](const Positions& by_name, const std::string& name) {
        if (const auto found = by_name.find(name); found != by_name.end())
            positions.insert(found->second.begin(), found->second.end());
    };
    add(presence.absent, board::base_of(board));
    for (const auto& fragment : board.fragments) add(presence.lacking_fragments, fragment);
    return positions;
}

core::Expected<Presence> find_presence(ports::SourceTree& source,
                                       const std::vector<std::string>& commits) {
    BM_TRY_ASSIGN(const auto moves, moves_in(source, commits));
    const auto boards = places_of(moves, commits.size(), board::target_of);
    Presence presence;
    presence.absent = without(boards, commits.size());
    presence.lacking_fragments =
        without(places_of(moves, commits.size(), fragment_of), commits.size());
    for (const auto& [board, at] : boards)
        if (!at.contains(commits.size() - 1)) presence.gone[board] = *at.rbegin();
    return presence;
}

}  // namespace bm::app::engine
