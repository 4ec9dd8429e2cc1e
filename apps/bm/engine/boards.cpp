// SPDX-License-Identifier: GPL-2.0-or-later
#include "apps/bm/engine/boards.hpp"

#include <fmt/format.h>

#include "domain/board/board_list.hpp"

namespace bm::app::engine {
namespace {

using core::ErrorKind;

core::Expected<std::vector<board::Board>> parse(const std::string& path, const std::string& text) {
    BM_TRY_ASSIGN(auto boards, board::parse_board_list(text, path));
    if (boards.empty())
        return core::fail(ErrorKind::usage, "The board list " + path + " has no board in it");
    return boards;
}

}  // namespace

core::Expected<std::vector<board::Board>> find_boards(const std::string& named,
                                                      const std::vector<std::string>& places,
                                                      bool regen_takes_file, const ReadFile& read) {
    if (!named.empty()) {
        BM_TRY_ASSIGN(const auto text, read(named));
        return parse(named, text);
    }
    for (const auto& place : places) {
        const auto path = place + "/boards.cfg";
        auto text = read(path);
        if (text) return parse(path, *text);
        if (text.error().kind != ErrorKind::not_found) return tl::unexpected(text.error());
    }
    const auto where = places.empty() ? std::string(".") : places.back();
    const auto command = regen_takes_file
                             ? fmt::format("tools/buildman/buildman -R {}/boards.cfg", where)
                             : fmt::format("tools/buildman/buildman -o {} -R", where);
    return core::fail(ErrorKind::not_found,
                      fmt::format("No board list: {}/boards.cfg is not there. In the source tree, "
                                  "'{}' makes it; or name one with --board-list FILE",
                                  where, command));
}

std::string describe_selection(const board::Selected& selected, bool verbose) {
    std::string text;
    for (const auto& term : selected.terms) {
        if (term.term == "all") continue;
        text += fmt::format("{} : {} boards\n", term.term, term.boards.size());
        if (!verbose) continue;
        std::string names;
        for (const auto& name : term.boards) names += (names.empty() ? "   " : " ") + name;
        text += names + "\n";
    }
    return text +
           fmt::format("Total boards to build for each commit: {}\n", selected.boards.size());
}

}  // namespace bm::app::engine
