// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/board/board.hpp"
#include "domain/board/maintainers.hpp"
#include "domain/core/expected.hpp"
#include "ports/source_files.hpp"

namespace bm::app::engine {

struct TreeQuestion {
    /// How MAINTAINERS is read; nullopt: as the tree's own tool does.
    std::optional<board::MaintainersForm> form = board::MaintainersForm::current;
    bool check_targets = false;   ///< warn where not just one TARGET_ symbol is set
    bool extended = false;        ///< also boards that configs/*.buildman make of others
    bool configurations = false;  ///< tell each board's whole configuration apart
    unsigned threads = 1;         ///< that may compute, at least 1
};

/// What a source tree says of its boards.
struct TreeBoards {
    std::vector<board::Board> boards;   ///< in the order of a board list
    std::vector<std::string> warnings;  ///< in the words of U-Boot's own tool, fit to be shown
    std::vector<std::string> problems;  ///< of the tree's files: `file:line: text`, fit to be shown
    std::map<std::string, std::size_t> configurations;  ///< by board: differs where .config would
    std::vector<std::string> inputs;  ///< paths that it was read from, or looked for and not there
};

/// Reads every `configs/.../*_defconfig` through the tree's Kconfig files, and all MAINTAINERS. No
/// command of the tree is run: each $(shell,...) is n. What is wrong with one board or file is a
/// problem or warning, and the others are listed. A tree whose Kconfig does not describe boards is
/// an error.
core::Expected<TreeBoards> read_tree_boards(ports::SourceFiles& files,
                                            const TreeQuestion& question);

}  // namespace bm::app::engine
