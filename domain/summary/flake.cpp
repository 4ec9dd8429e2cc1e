// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/flake.hpp"

#include <fmt/format.h>

#include <optional>

#include "domain/core/shown.hpp"

namespace bm::summary {
namespace {

using result::BuildState;

bool failed_at(const Model& model, std::size_t board, std::size_t commit) {
    return model.at(board, commit).state == BuildState::failed;
}

std::string label_of(const Model& model, std::size_t commit) {
    const auto& label = model.commits()[commit].label;
    return label.empty() ? "the current source" : label;
}

std::string outcome_text(const Facts& facts) {
    return fmt::format("code {} on {}", facts.return_code, host_of(facts));
}

}  // namespace

std::string host_of(const Facts& facts) {
    return facts.host.empty() ? "this machine" : core::shown(facts.host);
}

std::vector<Turn> turns_of(const Model& model) {
    std::vector<Turn> turns;
    for (std::size_t b = 0; b < model.boards().size(); ++b) {
        std::optional<std::size_t> last;
        for (std::size_t c = 0; c < model.commits().size(); ++c) {
            if (model.at(b, c).state == BuildState::unknown) continue;
            if (last && failed_at(model, b, *last) != failed_at(model, b, c))
                turns.push_back({b, *last, c});
            last = c;
        }
    }
    return turns;
}

std::vector<Recovery> recoveries_of(const Model& model,
                                    const std::function<bool(const Turn&)>& explained) {
    std::vector<Recovery> recoveries;
    for (const auto& turn : turns_of(model)) {
        if (explained(turn)) continue;
        const bool broke = failed_at(model, turn.board, turn.to);
        const Recovery found{turn.board, broke ? turn.to : turn.from, broke ? turn.from : turn.to};
        // One that broke and recovered, both without a reason, is one flake.
        const bool same = !recoveries.empty() && recoveries.back().board == found.board &&
                          recoveries.back().failed == found.failed;
        if (!same) recoveries.push_back(found);
    }
    return recoveries;
}

std::string flakes_text(const Model& model, const Flakes& flakes) {
    std::string text;
    if (!flakes.two_outcomes.empty()) text += "Flakes (the same build came to two outcomes):\n";
    for (const auto& flake : flakes.two_outcomes)
        text += fmt::format(
            "  {} at {}: {}, {}\n", model.boards()[flake.board].name, label_of(model, flake.commit),
            outcome_text(model.at(flake.board, flake.commit)), outcome_text(flake.second));
    if (!flakes.recoveries.empty())
        text +=
            "Likely flakes (no commit in between can have done it; to build again: bm boss -F):\n";
    for (const auto& flake : flakes.recoveries)
        text += fmt::format(
            "  {}: failed at {} on {}, built at {} on {}\n", model.boards()[flake.board].name,
            label_of(model, flake.failed), host_of(model.at(flake.board, flake.failed)),
            label_of(model, flake.good), host_of(model.at(flake.board, flake.good)));
    return text;
}

}  // namespace bm::summary
