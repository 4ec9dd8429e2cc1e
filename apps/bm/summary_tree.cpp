// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/summary_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <optional>

#include "adapters/fs/result_files.hpp"
#include "apps/bm/summary_flakes.hpp"
#include "apps/bm/summary_parts.hpp"
#include "apps/bm/worker/machine.hpp"

namespace bm::app {
namespace {

summary::Model empty_model(const Chosen& chosen) {
    std::vector<summary::BoardInfo> boards;
    for (const auto& board : chosen.selected.boards) boards.push_back({board.target, board.arch});
    std::vector<summary::CommitInfo> commits;
    for (std::size_t i = 0; i < chosen.folders.size(); ++i) {
        const auto& commit = chosen.series.commits[i];
        commits.push_back(chosen.current ? summary::CommitInfo{"", "", "", chosen.folders[i]}
                                         : summary::CommitInfo{chosen.labels[i], commit.hash,
                                                               commit.subject, chosen.folders[i]});
    }
    return {std::move(boards), std::move(commits)};
}

using Places = std::vector<std::optional<ports::BuildFolder>>;

/// By board; nullopt: the commit has no such board.
Places places_at(const Chosen& chosen, std::size_t commit,
                 const std::vector<summary::BoardInfo>& boards, bool in_base) {
    Places places(boards.size());
    for (std::size_t b = 0; b < boards.size(); ++b)
        if (!chosen.lacks(commit, boards[b].name))
            places[b] = in_base ? ports::BuildFolder{}
                                : ports::BuildFolder{chosen.folders[commit], boards[b].name};
    return places;
}

/// Most of the time goes to the file system, which serves several at once, and a disk more of them
/// than there are processors.
std::vector<summary::Files> read_all(ports::ResultFiles& files, const Places& places,
                                     const summary::Parts& parts) {
    std::vector<summary::Files> found(places.size());
    constexpr int least_readers = 16;
    const auto count = static_cast<std::size_t>(std::max(least_readers, available_processors()));
    const auto read_share = [&](std::size_t first) {
        for (auto b = first; b < places.size(); b += count)
            if (places[b]) found[b] = files.read(*places[b], parts);
    };
    constexpr std::size_t worth_a_thread = 64;
    if (places.size() < worth_a_thread) {
        for (std::size_t i = 0; i < count; ++i) read_share(i);
        return found;
    }
    std::vector<std::future<void>> shares;
    for (std::size_t i = 0; i < count; ++i)
        shares.push_back(std::async(std::launch::async, read_share, i));
    for (auto& share : shares) share.get();
    return found;
}

/// Of builds that succeeded; lines are counted of no others.
std::string uncounted_notice(const summary::Model& model) {
    std::size_t good = 0, counted = 0;
    for (std::size_t b = 0; b < model.boards().size(); ++b)
        for (std::size_t c = 0; c < model.commits().size(); ++c) {
            const auto& facts = model.at(b, c);
            const bool is_good = facts.state == result::BuildState::ok ||
                                 facts.state == result::BuildState::warned;
            good += is_good ? 1 : 0;
            counted += is_good && facts.lines ? 1 : 0;
        }
    if (counted == good) return {};
    return fmt::format(
        "--lines: the lines of {} of {} good builds are not known; 'bm boss --lines' counts them, "
        "with -f also where the file is damaged",
        good - counted, good);
}

}  // namespace

ReadTree read_tree(const Chosen& chosen, const cli::ShowOptions& show, bool in_base,
                   const adapters::git::Program& git) {
    const auto parts = parts_to_read(show);
    adapters::fs::ResultFiles files(chosen.output_base);
    summary::FactReader reader(parts, {show.filter_dtb_warnings, show.filter_migration_warnings});
    ReadTree tree{empty_model(chosen), {}, {}, {}, SeriesSources(chosen, git)};
    for (std::size_t c = 0; c < chosen.folders.size(); ++c) {
        const auto places = places_at(chosen, c, tree.model.boards(), in_base);
        const auto found = read_all(files, places, parts);
        for (std::size_t b = 0; b < places.size(); ++b) {
            if (!places[b]) {
                tree.model.set_absent(b, c);
                continue;
            }
            auto facts = reader.read(found[b]);
            for (const auto& problem : facts.problems)
                tree.problems.push_back(
                    fmt::format("{}/{}/{}", places[b]->commit, places[b]->board, problem));
            tree.model.put(b, c, std::move(facts));
        }
    }
    if (parts.lines)
        if (auto notice = uncounted_notice(tree.model); !notice.empty())
            tree.notices.push_back(std::move(notice));
    tree.flakes = find_flakes(tree.model, chosen, files, git, own_environment());
    return tree;
}

}  // namespace bm::app
