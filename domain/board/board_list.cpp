// SPDX-License-Identifier: GPL-2.0-or-later
#include "domain/board/board_list.hpp"

#include <set>
#include <string>
#include <utility>

#include "domain/core/names.hpp"
#include "domain/core/shown.hpp"

namespace bm::board {
namespace {

using core::ErrorKind;

constexpr std::string_view white_space = " \t\r\v\f";

constexpr std::size_t last_column = 8;  // whose text may have blanks

std::vector<std::string> columns(std::string_view line) {
    std::vector<std::string> found;
    for (;;) {
        const auto begin = line.find_first_not_of(white_space);
        if (begin == std::string_view::npos) return found;
        line.remove_prefix(begin);
        const auto end =
            found.size() == last_column ? std::string_view::npos : line.find_first_of(white_space);
        if (found.size() == last_column)
            line = line.substr(0, line.find_last_not_of(white_space) + 1);
        const auto word = line.substr(0, end);
        found.emplace_back(word == "-" ? std::string_view{} : word);
        if (end == std::string_view::npos) return found;
        line.remove_prefix(end);
    }
}

Board to_board(std::vector<std::string> fields) {
    fields.resize(9);
    return {std::move(fields[0]), std::move(fields[1]), std::move(fields[2]),
            std::move(fields[3]), std::move(fields[4]), std::move(fields[5]),
            std::move(fields[6]), std::move(fields[7]), std::move(fields[8])};
}

auto bad_line(std::string_view origin, std::size_t number, const std::string& why) {
    return core::fail(ErrorKind::usage,
                      std::string(origin) + ":" + std::to_string(number) + ": " + why);
}

}  // namespace

core::Expected<std::vector<Board>> parse_board_list(std::string_view text,
                                                    std::string_view origin) {
    std::vector<Board> boards;
    std::set<std::string, std::less<>> seen;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        auto fields = columns(line);
        if (fields.empty() || fields.front().starts_with('#')) continue;
        auto board = to_board(std::move(fields));
        if (!core::is_board_name(board.target))
            return bad_line(origin, number,
                            "the seventh column must be a board's name, not '" +
                                core::shown(board.target, 80) + "': is this a board list?");
        if (!seen.insert(board.target).second)
            return bad_line(origin, number, "board '" + board.target + "' is listed twice");
        boards.push_back(std::move(board));
    }
    return boards;
}

}  // namespace bm::board
