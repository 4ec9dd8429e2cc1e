// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/summary_flakes.hpp"

#include <algorithm>

#include "apps/bm/affected_boards.hpp"

namespace bm::app {
namespace {

/// Which boards the commits between two of the series can change; each range is asked for once.
class Reasons {
  public:
    Reasons(const Chosen& chosen, const adapters::git::Program& git,
            const std::map<std::string, std::string>& environment)
        : chosen_(chosen), git_(git), environment_(environment) {}

    bool explain(const summary::Turn& turn) {
        const auto key = std::pair(turn.from, turn.to);
        auto found = touched_.find(key);
        if (found == touched_.end()) found = touched_.emplace(key, ask(turn)).first;
        return !found->second ||
               found->second->contains(chosen_.selected.boards[turn.board].target);
    }

  private:
    std::optional<std::set<std::string>> ask(const summary::Turn& turn) {
        const auto& commits = chosen_.series.commits;
        const auto range = commits[turn.from].hash + ".." + commits[turn.to].hash;
        const auto kept =
            keep_affected(chosen_.selected.boards, range, chosen_.source, git_, environment_);
        if (!kept) return std::nullopt;
        std::set<std::string> names;
        for (const auto& board : *kept) names.insert(board.target);
        return names;
    }

    const Chosen& chosen_;
    const adapters::git::Program& git_;
    const std::map<std::string, std::string>& environment_;
    std::map<std::pair<std::size_t, std::size_t>, std::optional<std::set<std::string>>> touched_;
};

std::vector<summary::TwoOutcomes> two_outcomes(const summary::Model& model,
                                               ports::ResultFiles& files) {
    std::vector<summary::TwoOutcomes> found;
    summary::FactReader reader({}, {});
    for (const auto& second : files.seconds()) {
        const auto commit =
            std::ranges::find(model.commits(), second.folder.commit, &summary::CommitInfo::folder);
        const auto board =
            std::ranges::find(model.boards(), second.folder.board, &summary::BoardInfo::name);
        if (commit == model.commits().end() || board == model.boards().end()) continue;
        auto facts = reader.read(second.files);
        if (facts.state == result::BuildState::unknown) continue;
        found.push_back({static_cast<std::size_t>(board - model.boards().begin()),
                         static_cast<std::size_t>(commit - model.commits().begin()),
                         std::move(facts)});
    }
    return found;
}

}  // namespace

summary::Flakes find_flakes(const summary::Model& model, const Chosen& chosen,
                            ports::ResultFiles& files, const adapters::git::Program& git,
                            const std::map<std::string, std::string>& environment) {
    Reasons reasons(chosen, git, environment);
    return {two_outcomes(model, files),
            summary::recoveries_of(
                model, [&](const summary::Turn& turn) { return reasons.explain(turn); })};
}

}  // namespace bm::app
