// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <string_view>
#include <utility>

#include "domain/core/lists.hpp"
#include "domain/summary/view_parts.hpp"

namespace bm::summary {
namespace {

using Kind = FileFootprint::Kind;

void add(FootprintChange& change, FileFootprint file) {
    if (file.added.empty() && file.removed.empty()) return;
    change.added += result::count(file.added);
    change.removed += result::count(file.removed);
    if (file.kind == Kind::came) ++change.files_added;
    if (file.kind == Kind::went) ++change.files_removed;
    change.files.push_back(std::move(file));
}

FileFootprint compare(const FileLines& before, const FileLines& now, const Hunks& hunks) {
    return {now.path, Kind::changed, result::without(now.lines, moved(before.lines, hunks)),
            result::without(before.lines, moved(now.lines, reversed(hunks)))};
}

FootprintChange compare(const Footprint& before, const Footprint& now, const SourceDiff& diff) {
    static const Hunks none;
    FootprintChange change;
    auto old = before.files().begin();
    const auto old_end = before.files().end();
    const auto pass = [&] {
        add(change, {(*old)->path, Kind::went, {}, (*old)->lines});
        ++old;
    };
    for (const auto& file : now.files()) {
        while (old != old_end && (*old)->path < file->path) pass();
        if (old == old_end || (*old)->path != file->path) {
            add(change, {file->path, Kind::came, file->lines, {}});
            continue;
        }
        const auto hunks = diff.find(file->path);
        if (*old != file || hunks != diff.end())
            add(change, compare(**old, *file, hunks == diff.end() ? none : hunks->second));
        ++old;
    }
    while (old != old_end) pass();
    return change;
}

void add_code(FileFootprint& file, char sign, const result::LineRanges& ranges,
              const Sources& sources, std::size_t commit) {
    if (ranges.empty() || file.code.size() == FileFootprint::most_code_lines) return;
    const auto text = sources.text(commit, file.path).value_or("");
    const auto lines = core::lines_of(text);
    for (const auto& range : ranges)
        for (std::uint64_t line = range.first; line <= range.last; ++line) {
            if (file.code.size() == FileFootprint::most_code_lines) return;
            const auto known = line <= lines.size() ? lines[line - 1] : std::string_view();
            file.code.push_back({sign, static_cast<std::uint32_t>(line), std::string(known)});
        }
}

FootprintChange compare(const Footprint& before, const Footprint& now, const SourceDiff* diff) {
    if (diff != nullptr) return compare(before, now, *diff);
    FootprintChange change;
    change.known = false;
    return change;
}

}  // namespace

std::vector<FootprintChange> lines_view(const Model& model, std::size_t commit, const Parts& parts,
                                        const Sources& sources) {
    std::vector<FootprintChange> changes;
    for (std::size_t b = 0; b < model.boards().size(); ++b) {
        const auto before = model.footprint_before(b, commit);
        if (!before) continue;
        auto change = compare(*model.at(b, *before).lines, *model.at(b, commit).lines,
                              sources.diff(*before, commit));
        if (change.known && change.files.empty()) continue;
        change.before = *before;
        const auto alike = std::ranges::find_if(changes, [&](const FootprintChange& other) {
            return other.before == change.before && other.known == change.known &&
                   other.files == change.files;
        });
        auto& group = alike != changes.end() ? *alike : changes.emplace_back(std::move(change));
        group.boards.push_back(model.boards()[b].name);
    }
    if (parts.lines_code)
        for (auto& change : changes)
            for (auto& file : change.files) {
                add_code(file, '-', file.removed, sources, change.before);
                add_code(file, '+', file.added, sources, commit);
            }
    return changes;
}

}  // namespace bm::summary
