// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/presence.hpp"

#include <utility>

#include "domain/board/kconfig_board.hpp"

namespace bm::app::engine {
namespace {

/// Defconfigs that some commit of the series changes: board by path.
core::Expected<std::map<std::string, std::string>> changed_defconfigs(
    ports::SourceTree& source, const std::vector<std::string>& commits) {
    std::map<std::string, std::string> found;
    for (std::size_t i = 1; i < commits.size(); ++i) {
        BM_TRY_ASSIGN(const auto paths, source.changed_paths(commits[i - 1], commits[i]));
        for (const auto& path : paths)
            if (auto board = board::target_of(path)) found.emplace(path, std::move(*board));
    }
    return found;
}

/// Though a partial clone may lack its bytes.
bool is_there(ports::SourceTree& source, const std::string& commit, const std::string& path) {
    const auto text = source.file(commit, path);
    return text || text.error().kind != core::ErrorKind::not_found;
}

}  // namespace

core::Expected<Presence> find_presence(ports::SourceTree& source,
                                       const std::vector<std::string>& commits) {
    BM_TRY_ASSIGN(const auto changed, changed_defconfigs(source, commits));
    std::map<std::string, std::set<std::size_t>> there;
    for (const auto& [path, board] : changed)
        for (std::size_t i = 0; i < commits.size(); ++i)
            if (is_there(source, commits[i], path)) there[board].insert(i);
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
