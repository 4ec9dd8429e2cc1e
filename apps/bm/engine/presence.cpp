// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/presence.hpp"

#include <utility>

#include "domain/board/kconfig_board.hpp"

namespace bm::app::engine {
namespace {

/// By path: since which commit it is there, or is not.
using Moves = std::map<std::string, std::map<std::size_t, bool>>;

core::Expected<Moves> moves_of_defconfigs(ports::SourceTree& source,
                                          const std::vector<std::string>& commits) {
    Moves moves;
    for (std::size_t i = 1; i < commits.size(); ++i) {
        BM_TRY_ASSIGN(const auto files, source.added_and_deleted(commits[i - 1], commits[i]));
        for (const auto& file : files)
            if (board::target_of(file.path)) moves[file.path][i] = file.added;
    }
    return moves;
}

}  // namespace

core::Expected<Presence> find_presence(ports::SourceTree& source,
                                       const std::vector<std::string>& commits) {
    BM_TRY_ASSIGN(const auto moves, moves_of_defconfigs(source, commits));
    std::map<std::string, std::set<std::size_t>> there;
    for (const auto& [path, since] : moves) {
        // Before its first move it was the other way round.
        bool is = !since.begin()->second;
        for (std::size_t i = 0; i < commits.size(); ++i) {
            if (const auto move = since.find(i); move != since.end()) is = move->second;
            if (is) there[*board::target_of(path)].insert(i);
        }
    }
    Presence presence;
    for (const auto& [board, at] : there) {
        if (at.size() == commits.size()) continue;
        for (std::size_t i = 0; i < commits.size(); ++i)
            if (!at.contains(i)) presence.absent[board].insert(i);
        if (!at.contains(commits.size() - 1)) presence.gone[board] = *at.rbegin();
    }
    return presence;
}

}  // namespace bm::app::engine
