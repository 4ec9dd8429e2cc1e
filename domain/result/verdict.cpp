// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/result/verdict.hpp"

#include <algorithm>
#include <utility>

namespace bm::result {
namespace {

struct LastKnown {
    std::size_t commit = 0;
    BuildState state = BuildState::unknown;
    std::set<std::string> messages;
};

struct LastMeasured {
    std::size_t commit = 0;
    std::vector<ImageSizes> sizes;
};

bool all_known(const std::vector<ImageSizes>& sizes) {
    return std::ranges::all_of(sizes, &ImageSizes::whole);
}

bool has_image(const std::vector<ImageSizes>& sizes, const std::string& image) {
    return std::ranges::find(sizes, image, &ImageSizes::image) != sizes.end();
}

/// Where not all images are known on both sides, of those that are.
std::uint64_t total(const std::vector<ImageSizes>& sizes, const std::vector<ImageSizes>& other) {
    const bool all = all_known(sizes) && all_known(other);
    std::uint64_t bytes = 0;
    for (const auto& size : sizes)
        if (all || has_image(other, size.image)) bytes += size.all();
    return bytes;
}

std::vector<ChangeKind> first_kinds(BuildState now) {
    if (now == BuildState::failed) return {ChangeKind::fails};
    if (now == BuildState::warned) return {ChangeKind::warns};
    return {};
}

std::vector<ChangeKind> kinds(BuildState before, BuildState now) {
    if (before == now) return {};
    if (now == BuildState::failed) return {ChangeKind::broke};
    if (before == BuildState::warned) return {ChangeKind::cleaned};
    std::vector<ChangeKind> found;
    if (before == BuildState::failed) found.push_back(ChangeKind::mended);
    if (now == BuildState::warned) found.push_back(ChangeKind::made_warn);
    return found;
}

/// Both warned, or both failed: the messages tell what the commit did.
std::vector<ChangeKind> compare(const std::set<std::string>& before,
                                const std::set<std::string>& now) {
    if (!std::ranges::includes(before, now)) return {ChangeKind::said_more};
    if (before.size() > now.size()) return {ChangeKind::said_less};
    return {};
}

/// One board's way through the series.
class BoardStory {
  public:
    /// The board is not there at this commit.
    std::vector<Change> absent(std::size_t commit, const std::string& board) {
        const bool was_there = std::exchange(there_, false);
        if (!was_there || commit == 0) return {};
        return {{ChangeKind::vanished, board, 0, {}}};
    }

    std::vector<Change> next(std::size_t commit, const std::string& board, const BuildView& view) {
        auto changes = built(commit, board, view);
        const bool was_there = std::exchange(there_, true);
        if (!was_there && commit > 0)
            changes.insert(changes.begin(), {ChangeKind::appeared, board, 0, {}});
        return changes;
    }

  private:
    std::vector<Change> built(std::size_t commit, const std::string& board, const BuildView& view) {
        if (view.state == BuildState::unknown) return {{ChangeKind::not_known, board, 0, {}}};
        std::vector<Change> changes;
        changes.reserve(3);  // broken or mended, warned, a size
        auto found = known_ ? kinds(known_->state, view.state) : first_kinds(view.state);
        if (known_ && known_->state == view.state) found = compare(known_->messages, view.messages);
        for (const auto kind : found)
            changes.push_back(
                {kind, board, 0, known_ ? gap(known_->commit, commit) : std::nullopt});
        known_ = LastKnown{commit, view.state, view.messages};
        if (view.state != BuildState::failed && !view.sizes.empty())
            measure(commit, board, view.sizes, changes);
        return changes;
    }

    static std::optional<std::size_t> gap(std::size_t from, std::size_t to) {
        return from + 1 == to ? std::nullopt : std::optional(from);
    }

    void measure(std::size_t commit, const std::string& board, const std::vector<ImageSizes>& sizes,
                 std::vector<Change>& changes) {
        if (measured_) {
            const auto before = total(measured_->sizes, sizes);
            const auto now = total(sizes, measured_->sizes);
            if (now != before)
                changes.push_back({now > before ? ChangeKind::grew : ChangeKind::shrank, board,
                                   now > before ? now - before : before - now,
                                   gap(measured_->commit, commit)});
        }
        measured_ = LastMeasured{commit, sizes};
    }

    bool there_ = false;
    std::optional<LastKnown> known_;
    std::optional<LastMeasured> measured_;
};

}  // namespace

std::vector<std::vector<Change>> verdicts(const std::vector<BuildsByBoard>& commits) {
    std::map<std::string, BoardStory> stories;
    for (const auto& builds : commits)
        for (const auto& [board, view] : builds) stories[board];
    std::vector<std::vector<Change>> all(commits.size());
    for (std::size_t i = 0; i < commits.size(); ++i)
        for (auto& [board, story] : stories) {
            const auto view = commits[i].find(board);
            const auto changes = view == commits[i].end() ? story.absent(i, board)
                                                          : story.next(i, board, view->second);
            all[i].insert(all[i].end(), changes.begin(), changes.end());
        }
    return all;
}

}  // namespace bm::result
