// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/summary/board_story.hpp"

namespace bm::summary {

std::vector<Failure> failures_of(const Model& model, std::size_t board) {
    std::vector<Failure> failures;
    std::optional<std::size_t> good;
    bool failing = false;
    for (std::size_t c = 0; c < model.commits().size(); ++c) {
        const auto state = model.at(board, c).state;
        if (state == result::BuildState::unknown) continue;
        const bool fails = state == result::BuildState::failed;
        if (fails && !failing) failures.push_back({c, good, std::nullopt});
        if (!fails && failing) failures.back().mended = c;
        if (!fails) good = c;
        failing = fails;
    }
    return failures;
}

}  // namespace bm::summary
