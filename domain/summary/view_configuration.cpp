// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "domain/summary/view_parts.hpp"

namespace bm::summary {
namespace {

void merge(ValuesChange& into, const ValuesChange& from) {
    for (const auto& [name, value] : from.added) into.added.insert_or_assign(name, value);
    for (const auto& [name, value] : from.removed) into.removed.insert_or_assign(name, value);
    for (const auto& [name, value] : from.changed) into.changed.insert_or_assign(name, value);
}

/// Per file, and `all` of them together. A file that is not there now tells nothing; one that no
/// build before has is all new.
std::vector<FileChange> changed_files(const Model& model, std::size_t board, std::size_t commit,
                                      const Bases& bases,
                                      const std::vector<std::string_view>& order) {
    static const Values nothing;
    std::vector<FileChange> changes;
    ValuesChange all;
    const auto& now = *model.at(board, commit).configuration;
    for (const auto name : order) {
        const std::string file(name);
        const auto current = now.find(file);
        if (current == now.end() || current->second.empty()) continue;
        const auto* old = model.configuration_before(board, bases, file);
        auto change = compare(old ? *old : nothing, current->second);
        if (change.empty()) continue;
        merge(all, change);
        changes.push_back({file, std::move(change)});
    }
    if (!all.empty()) changes.push_back({"all", std::move(all)});
    return changes;
}

void merge_files(std::vector<FileChange>& into, const std::vector<FileChange>& from) {
    for (const auto& file : from) {
        const auto found = std::ranges::find(into, file.file, &FileChange::file);
        if (found == into.end())
            into.push_back(file);
        else
            merge(found->change, file.change);
    }
}

void put_in_order(std::vector<FileChange>& files, const std::vector<std::string_view>& order) {
    const auto rank = [&](const FileChange& change) {
        return std::ranges::find(order, change.file) - order.begin();  // `all` is last
    };
    std::ranges::stable_sort(files, {}, rank);
}

template <class Take>
void each_board(const Model& model, std::size_t commit, const Parts& parts, Take take) {
    const auto order = configuration_files(parts);
    for (const auto& [board, difference] : model.differences(commit)) {
        if (!difference.configuration) continue;
        auto files = changed_files(model, board, commit, difference.bases, order);
        if (!files.empty()) take(model.boards()[board], std::move(files));
    }
}

}  // namespace

std::vector<ArchConfiguration> arch_configuration_view(const Model& model, std::size_t commit,
                                                       const Parts& parts) {
    std::vector<ArchConfiguration> arches;
    each_board(model, commit, parts, [&](const BoardInfo& board, std::vector<FileChange> files) {
        auto arch = std::ranges::find(arches, board.arch, &ArchConfiguration::arch);
        if (arch == arches.end()) arch = arches.insert(arch, {board.arch, {}});
        merge_files(arch->files, files);
    });
    for (auto& arch : arches) put_in_order(arch.files, configuration_files(parts));
    return arches;
}

std::vector<ConfigurationChange> configuration_view(const Model& model, std::size_t commit,
                                                    const Parts& parts) {
    std::vector<ConfigurationChange> changes;
    each_board(model, commit, parts, [&](const BoardInfo& board, std::vector<FileChange> files) {
        const auto same = std::ranges::find(changes, files, &ConfigurationChange::files);
        if (same == changes.end())
            changes.push_back({{board.name}, std::move(files)});
        else
            same->boards.push_back(board.name);
    });
    return changes;
}

std::vector<EnvironmentChange> environment_view(const Model& model, std::size_t commit) {
    std::vector<EnvironmentChange> changes;
    for (const auto& [board, difference] : model.differences(commit))
        if (difference.environment)
            changes.push_back({model.boards()[board].name,
                               compare(*model.at(board, *difference.bases.environment).environment,
                                       *model.at(board, commit).environment)});
    return changes;
}

CommitView view_of(const Model& model, std::size_t commit, const Parts& parts,
                   const Sources& sources) {
    CommitView view;
    view.arches = boards_view(model, commit);
    sort_boards(model, commit, view);
    view.messages = messages_view(model, commit);
    if (parts.sizes) view.sizes = sizes_view(model, commit);
    if (parts.configuration) {
        view.arch_configuration = arch_configuration_view(model, commit, parts);
        view.configuration = configuration_view(model, commit, parts);
    }
    if (parts.environment) view.environment = environment_view(model, commit);
    if (parts.lines) view.lines = lines_view(model, commit, parts, sources);
    view.not_built = not_built(model, commit);
    return view;
}

CommitView view_of(const Model& model, std::size_t commit, const Parts& parts) {
    return view_of(model, commit, parts, NoSources());
}

}  // namespace bm::summary
