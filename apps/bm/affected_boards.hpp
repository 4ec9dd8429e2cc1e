// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "adapters/git/program.hpp"
#include "domain/board/board.hpp"
#include "domain/core/expected.hpp"

namespace bm::app {

/// The boards that some commit of a range `a..b`, or a commit, can touch, in their order: all of
/// them unless every path of the range tells otherwise (board::touch_of); where only Kconfig files
/// and defconfigs change, those whose configuration a commit changes.
core::Expected<std::vector<board::Board>> keep_affected(
    std::vector<board::Board> boards, const std::string& range, const std::string& directory,
    const adapters::git::Program& git, const std::map<std::string, std::string>& environment);

}  // namespace bm::app
