// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/board/extension.hpp"
#include "domain/board/maintainers.hpp"
#include "domain/core/expected.hpp"
#include "domain/kconfig/place.hpp"
#include "ports/source_files.hpp"

namespace bm::app::engine {

/// Of a tree's files, those that tell of boards; Kconfig files are not among them.
struct BoardPaths {
    std::vector<std::string> defconfigs;
    std::vector<std::string> maintainers;  ///< in the order in which they are read
    std::vector<std::string> extensions;
    std::vector<std::string> fragments;  ///< configs/*.config, sorted
};

/// `all`: sorted.
BoardPaths board_paths(const std::vector<std::string>& all);

struct Defconfig {
    std::string target;
    std::string path;
    std::string text;  ///< with what it includes
};

/// What they say.
struct BoardFiles {
    std::vector<Defconfig> defconfigs;
    std::vector<board::Extension> extensions;
    board::MaintainersForm form = board::MaintainersForm::current;
    std::optional<board::Maintainers> maintainers;
    std::vector<std::string> inputs;    ///< paths that were read, or looked for and not there
    std::vector<std::string> problems;  ///< `file:line: text`; the rest is as if that were not
};

/// `form`: how MAINTAINERS is read; nullopt: as the tree's own tool does. The error is of what
/// the machine lacks; a file that is there and cannot be read is a problem.
core::Expected<BoardFiles> read_board_files(ports::SourceFiles& files, const BoardPaths& paths,
                                            std::optional<board::MaintainersForm> form);

/// The tool of U-Boot's, whose words tell how the tree reads MAINTAINERS.
inline constexpr auto tool_script = "tools/buildman/boards.py";

/// `file:line: text`
std::string line_of(const kconfig::Problem& problem);

}  // namespace bm::app::engine
