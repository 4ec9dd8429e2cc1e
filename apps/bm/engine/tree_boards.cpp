// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/tree_boards.hpp"

#include <algorithm>
#include <functional>
#include <future>
#include <iterator>
#include <set>
#include <utility>

#include "apps/bm/engine/board_files.hpp"
#include "apps/bm/engine/tree_surroundings.hpp"
#include "domain/board/board_list.hpp"
#include "domain/board/extension.hpp"
#include "domain/board/kconfig_board.hpp"
#include "domain/core/names.hpp"
#include "domain/core/shown.hpp"
#include "domain/kconfig/parser.hpp"

namespace bm::app::engine {
namespace {

using board::Board;
using Paths = std::vector<std::string>;

constexpr auto top_file = "Kconfig";
constexpr std::size_t longest_line = 1000;

/// Which of the extensions makes a board of that one.
struct Extended {
    std::size_t extension = 0;
    std::string target;
};

struct Share {
    std::vector<Board> boards;
    std::vector<Extended> extended;
    std::vector<std::string> warnings;
    std::map<std::string, std::size_t> configurations;
};

class Reader {
  public:
    Reader(ports::SourceFiles& files, const TreeQuestion& question)
        : files_(files), question_(question) {}

    core::Expected<TreeBoards> read();

  private:
    core::Expected<void> look_at_top();
    core::Expected<void> choose_files();
    core::Expected<void> read_files();
    tl::unexpected<core::Error> not_described() const;
    Share compute(std::size_t number, std::size_t count) const;
    void compute();
    void add_maintainers();
    void add_extended();
    /// In a thread of its own; where none can be had, when it is waited for.
    template <typename Work>
    auto beside(Work work) const {
        const auto when = question_.threads > 1 ? std::launch::async | std::launch::deferred
                                                : std::launch::deferred;
        return std::async(when, std::move(work));
    }

    ports::SourceFiles& files_;
    const TreeQuestion& question_;
    Paths paths_;
    BoardPaths of_boards_;
    kconfig::Parsed kconfig_;
    BoardFiles board_files_;
    std::vector<Extended> extended_;
    TreeBoards result_;
};

/// Before all files below are looked for, which in a folder that is no source tree may be many.
core::Expected<void> Reader::look_at_top() {
    const auto text = files_.read(top_file);
    if (text) return {};
    if (text.error().kind == core::ErrorKind::not_found)
        return core::fail(
            core::ErrorKind::not_found,
            "No source tree with boards: there is no file Kconfig (-g DIR names a tree, "
            "-b BRANCH a commit of a bare repository, --board-list FILE a list)");
    if (is_failure(text.error())) return tl::unexpected(text.error());
    return {};
}

core::Expected<void> Reader::choose_files() {
    BM_TRY_ASSIGN(paths_, files_.list());
    for (auto& folder : files_.left_out()) result_.problems.push_back(std::move(folder));
    of_boards_ = board_paths(paths_);
    if (!question_.extended) of_boards_.extensions.clear();
    Paths soon = {tool_script};
    for (const auto* paths :
         {&of_boards_.defconfigs, &of_boards_.maintainers, &of_boards_.extensions})
        std::ranges::copy(*paths, std::back_inserter(soon));
    std::ranges::copy_if(paths_, std::back_inserter(soon), [](std::string_view path) {
        return path.substr(path.rfind('/') + 1).starts_with(top_file);
    });
    return files_.prepare(soon);
}

/// The Kconfig files here and the others beside.
core::Expected<void> Reader::read_files() {
    auto others = beside([&] { return read_board_files(files_, of_boards_, question_.form); });
    TreeSurroundings surroundings(files_, result_.inputs);
    kconfig_ = kconfig::parse(top_file, surroundings);
    if (surroundings.failure()) return tl::unexpected(*surroundings.failure());
    std::ranges::transform(kconfig_.problems, std::back_inserter(result_.problems), line_of);
    if (!board::describes_boards(kconfig_.tree)) return not_described();
    BM_TRY_ASSIGN(board_files_, others.get());
    std::ranges::move(board_files_.inputs, std::back_inserter(result_.inputs));
    std::ranges::move(board_files_.problems, std::back_inserter(result_.problems));
    return {};
}

/// A tree that cannot tell is one thing, a broken one another.
tl::unexpected<core::Error> Reader::not_described() const {
    if (!result_.problems.empty())
        return core::fail(core::ErrorKind::usage,
                          "The Kconfig files of this tree cannot be read: " +
                              core::shown(result_.problems.front(), longest_line));
    return core::fail(core::ErrorKind::not_found,
                      "The Kconfig files of this tree say nothing of boards (no SYS_ARCH): name a "
                      "board list with --board-list FILE");
}

/// One of `count` shares of the defconfigs.
Share Reader::compute(std::size_t number, std::size_t count) const {
    Share share;
    board::BoardReader reader(kconfig_.tree);
    const auto& defconfigs = board_files_.defconfigs;
    for (auto i = defconfigs.size() * number / count; i < defconfigs.size() * (number + 1) / count;
         ++i) {
        const auto& [target, path, text] = defconfigs[i];
        share.boards.push_back(reader.read(target, path, text));
        if (question_.configurations)
            share.configurations[target] = std::hash<std::string>{}(reader.lines());
        for (std::size_t e = 0; e < board_files_.extensions.size(); ++e)
            if (reader.is_extended_by(board_files_.extensions[e], target))
                share.extended.push_back({e, target});
        if (question_.check_targets)
            std::ranges::move(reader.target_warnings(target), std::back_inserter(share.warnings));
    }
    return share;
}

void Reader::compute() {
    const auto count = std::max<std::size_t>(1, question_.threads);
    std::vector<std::future<Share>> others;
    for (std::size_t number = 1; number < count; ++number)
        others.push_back(beside([this, number, count] { return compute(number, count); }));
    const auto take = [&](Share share) {
        std::ranges::move(share.boards, std::back_inserter(result_.boards));
        std::ranges::move(share.extended, std::back_inserter(extended_));
        std::ranges::move(share.warnings, std::back_inserter(result_.warnings));
        result_.configurations.merge(share.configurations);
    };
    take(compute(0, count));
    for (auto& other : others) take(other.get());
}

void Reader::add_maintainers() {
    std::vector<std::string> warnings;
    for (auto& b : result_.boards) {
        auto answer = board_files_.maintainers->of(b.target, warnings);
        b.status = answer.status == "-" ? std::string() : std::move(answer.status);
        b.maintainers = std::move(answer.people);
    }
    if (board_files_.form == board::MaintainersForm::current) std::ranges::sort(warnings);
    std::ranges::move(warnings, std::back_inserter(result_.warnings));
    std::ranges::copy(board_files_.maintainers->problems(), std::back_inserter(result_.problems));
}

void Reader::add_extended() {
    std::map<std::string, Board> bases;
    for (const auto& b : result_.boards) bases[b.target] = b;
    std::set<std::string> seen;
    for (const auto& [extension, target] : extended_) {
        auto board = board::extended(board_files_.extensions[extension], bases.at(target));
        if (!core::is_board_name(board.target))
            result_.problems.push_back(board.target +
                                       ": the name of an extended board is too long");
        else if (!seen.insert(board.target).second)
            result_.problems.push_back(board.target +
                                       ": an extended board of that name is there already");
        else
            result_.boards.push_back(std::move(board));
    }
}

/// They are lines, whatever the tree's own words in them are.
void make_fit_to_be_shown(std::vector<std::string>& lines) {
    for (auto& line : lines) line = core::shown(line, longest_line);
}

core::Expected<TreeBoards> Reader::read() {
    BM_TRY(look_at_top());
    BM_TRY(choose_files());
    BM_TRY(read_files());
    compute();
    add_maintainers();
    add_extended();
    board::sort_as_list(result_.boards);
    make_fit_to_be_shown(result_.problems);
    make_fit_to_be_shown(result_.warnings);
    return std::move(result_);
}

}  // namespace

core::Expected<TreeBoards> read_tree_boards(ports::SourceFiles& files,
                                            const TreeQuestion& question) {
    return Reader(files, question).read();
}

}  // namespace bm::app::engine
