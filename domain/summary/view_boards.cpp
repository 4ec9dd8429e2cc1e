// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "domain/summary/view_parts.hpp"

namespace bm::summary {
namespace {

using result::BuildState;

enum class Group { better, warned, broken, appeared, unknown, none };

Group group_of(const Model& model, std::size_t board, std::size_t commit) {
    const auto& now = model.at(board, commit);
    const bool appeared = commit > 0 && model.presence(board, commit - 1) == Presence::absent;
    if (now.state == BuildState::unknown) return Group::unknown;
    const auto& differences = model.differences(commit);
    const auto found = differences.find(board);
    const bool changed = found != differences.end() && found->second.state;
    if (!changed) return appeared ? Group::appeared : Group::none;
    switch (now.state) {
        case BuildState::ok:
            return Group::better;
        case BuildState::warned:
            return Group::warned;
        case BuildState::failed:
            return Group::broken;
        case BuildState::unknown:
            break;
    }
    return Group::unknown;
}

BoardNames& names_in(ArchBoards& arch, Group group) {
    switch (group) {
        case Group::better:
            return arch.better;
        case Group::warned:
            return arch.warned;
        case Group::broken:
            return arch.broken;
        case Group::appeared:
            return arch.appeared;
        case Group::unknown:
        case Group::none:
            break;
    }
    return arch.unknown;
}

}  // namespace

std::vector<ArchBoards> boards_view(const Model& model, std::size_t commit) {
    std::vector<Group> groups;
    for (std::size_t b = 0; b < model.boards().size(); ++b)
        groups.push_back(model.presence(b, commit) == Presence::absent
                             ? Group::none
                             : group_of(model, b, commit));
    std::vector<ArchBoards> arches;
    for (const auto group :
         {Group::better, Group::warned, Group::broken, Group::appeared, Group::unknown})
        for (std::size_t b = 0; b < groups.size(); ++b) {
            if (groups[b] != group) continue;
            const auto& board = model.boards()[b];
            auto arch = std::ranges::find(arches, board.arch, &ArchBoards::arch);
            if (arch == arches.end())
                arch = arches.insert(arch, ArchBoards{board.arch, {}, {}, {}, {}, {}});
            names_in(*arch, group).push_back(board.name);
        }
    return arches;
}

void sort_boards(const Model& model, std::size_t commit, CommitView& view) {
    for (const auto& [board, difference] : model.differences(commit)) {
        if (!difference.state) continue;
        const auto& name = model.boards()[board].name;
        const auto base = difference.bases.known;
        if (commit > 0 && (!base || *base + 1 < commit)) view.gaps.push_back({name, base});
        const auto before = base ? model.at(board, *base).state : BuildState::ok;
        const auto now = model.at(board, commit).state;
        if (now == BuildState::failed) view.broken.push_back(name);
        if (before == BuildState::failed) view.mended.push_back(name);
        if (now == BuildState::warned) view.newly_warning.push_back(name);
        if (before == BuildState::warned && now == BuildState::ok) view.cleaned.push_back(name);
    }
}

BoardNames not_built(const Model& model, std::size_t commit) {
    BoardNames names;
    for (std::size_t b = 0; b < model.boards().size(); ++b) {
        const auto& facts = model.at(b, commit);
        if (model.presence(b, commit) == Presence::there && facts.state == BuildState::unknown)
            names.push_back(model.boards()[b].name);
    }
    return names;
}

}  // namespace bm::summary
