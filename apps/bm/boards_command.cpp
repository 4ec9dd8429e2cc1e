// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/boards_command.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "adapters/process/command_runner.hpp"
#include "adapters/terminal/screen.hpp"
#include "apps/bm/affected_boards.hpp"
#include "apps/bm/command_end.hpp"
#include "apps/bm/settings_files.hpp"
#include "apps/bm/source_boards.hpp"
#include "apps/bm/worker/machine.hpp"
#include "domain/board/board_list.hpp"
#include "domain/board/selection.hpp"
#include "domain/core/shown.hpp"

namespace bm::app {
namespace {

using cli::BoardsOptions;
using core::ErrorKind;
using engine::TreeBoards;

constexpr int warned = 2;

struct Screens {
    adapters::terminal::Screen out{STDOUT_FILENO};
    adapters::terminal::Screen err{STDERR_FILENO};
};

bool checks(const BoardsOptions& options) { return options.maintainer_check || options.full_check; }

core::Expected<TreeBoards> read(const BoardsOptions& options, const adapters::git::Program& git,
                                const std::map<std::string, std::string>& environment) {
    if (options.board_list) {
        BM_TRY_ASSIGN(const auto text, read_file_or_pipe(*options.board_list));
        TreeBoards listed;
        BM_TRY_ASSIGN(listed.boards, board::parse_board_list(text, *options.board_list));
        return listed;
    }
    engine::TreeQuestion question;
    question.threads = static_cast<unsigned>(available_processors());
    question.check_targets = options.full_check;
    question.extended = options.extend;
    if (options.write_to) question.form = std::nullopt;
    BM_TRY_ASSIGN(const auto source, board_source(options.git_dir, options.branch, git));
    return read_source_boards(source, question, git, environment);
}

/// The script that the tree's own tool names in the file.
std::string generator_of(const BoardsOptions& options, const adapters::git::Program& git) {
    const auto source = board_source(options.git_dir, options.branch, git);
    return (source ? source->directory : std::string(".")) +
           "/tools/buildman/../buildman/boards.py";
}

core::Expected<void> write_list(const std::string& file, const std::string& text,
                                ports::Screen& out) {
    if (file == "-") return out.write(text), core::Expected<void>{};
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << text;
    if (stream.flush()) return {};
    return core::fail(ErrorKind::environment,
                      "Cannot write the board list to " + file + ": " + std::strerror(errno));
}

void say_lines(ports::Screen& screen, const std::vector<std::string>& lines,
               const std::string& before) {
    std::string text;
    for (const auto& line : lines) text += before + line + "\n";
    if (!text.empty()) screen.write(text);
}

core::Expected<std::string> answer(const BoardsOptions& options, const TreeBoards& tree,
                                   const adapters::git::Program& git) {
    BM_TRY_ASSIGN(auto selected,
                  board::select(tree.boards, {options.terms, options.exclude, options.boards}));
    if (options.affected_by) {
        BM_TRY_ASSIGN(const auto source, board_source(options.git_dir, std::nullopt, git));
        BM_TRY_ASSIGN(selected.boards,
                      keep_affected(std::move(selected.boards), *options.affected_by,
                                    source.directory, git, own_environment()));
        // An empty list would be taken for all boards by the next command.
        if (selected.boards.empty())
            return core::fail(ErrorKind::not_found,
                              "No board that is selected can be affected by " +
                                  core::shown(*options.affected_by));
    }
    if (options.json) return boards_json(selected);
    if (options.verbose) return board::board_columns(selected.boards);
    std::string text;
    for (const auto& b : selected.boards) text += b.target + "\n";
    return text;
}

core::Expected<int> run(const BoardsOptions& options, Screens& screens) {
    const bool writes = options.write_to.has_value();
    const bool selects =
        !options.terms.empty() || !options.boards.empty() || !options.exclude.empty();
    if ((writes || checks(options)) && selects)
        return core::fail(
            ErrorKind::usage,
            "The list is written and checked as a whole: leave out what selects boards");
    const auto environment = own_environment();
    adapters::process::CommandRunner commands({"/proc/self/exe", -1});
    const adapters::git::Program git(commands, environment);
    BM_TRY_ASSIGN(const auto tree, read(options, git, environment));
    say_lines(screens.err, tree.problems, "bm: ");
    if (writes || checks(options)) say_lines(screens.err, tree.warnings, "");
    if (writes)
        BM_TRY(write_list(*options.write_to,
                          board::format_board_list(tree.boards, generator_of(options, git)),
                          screens.out));
    if (writes || checks(options))
        return tree.warnings.empty() && tree.problems.empty() ? 0 : warned;
    BM_TRY_ASSIGN(const auto text, answer(options, tree, git));
    screens.out.write(text);
    return 0;
}

}  // namespace

int run_boards(const BoardsOptions& options) {
    Screens screens;
    return end_command(run(options, screens), screens.out, screens.err);
}

}  // namespace bm::app
