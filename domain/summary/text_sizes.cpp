// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "domain/summary/text_parts.hpp"

namespace bm::summary {
namespace {

using result::Colour;
using result::coloured;
using result::Colours;

Colour colour_of(std::int64_t delta) { return delta > 0 ? Colour::red : Colour::green; }

std::string number(std::int64_t value, Colours colours) {
    if (value == 0) return "0";
    return coloured(colours, colour_of(value), fmt::format("{}", value));
}

std::string cell(const std::optional<std::uint64_t>& bytes) {
    return bytes ? fmt::format("{}", *bytes) : "-";
}

std::string functions_text(const FunctionChange& change, Colours colours) {
    const std::string indent(15, ' ');
    auto text = fmt::format("{}{}: add: {}/{}, grow: {}/{} bytes: {}/{} ({})\n", indent,
                            coloured(colours, Colour::yellow, printable(change.image)),
                            number(change.added, colours), number(-change.removed, colours),
                            number(change.grown, colours), number(-change.shrunk, colours),
                            number(change.up, colours), number(-change.down, colours),
                            number(change.up - change.down, colours));
    text +=
        fmt::format("{}  {:<38} {:>7} {:>7} {:>7}\n", indent, "function", "old", "new", "delta");
    for (const auto& row : change.rows)
        text += coloured(colours, colour_of(row.delta),
                         fmt::format("{}  {:<38} {:>7} {:>7} {:>+7}", indent, printable(row.name),
                                     cell(row.before), cell(row.now), row.delta)) +
                "\n";
    return text;
}

std::string board_text(const BoardSizes& board, const Show& show, Colours colours) {
    std::string text;
    if (!board.change.empty() || show.functions) {
        text = fmt::format("{:>10}  {:<15}:", "", board.board);
        for (const auto& [part, delta] : board.change)
            text += coloured(colours, colour_of(delta),
                             fmt::format(" {} {:+}", printable(part), delta));
        text += "\n";
    }
    if (show.functions)
        for (const auto& change : board.functions) text += functions_text(change, colours);
    return text;
}

}  // namespace

std::string sizes_text(const CommitView& view, const Show& show, Colours colours) {
    std::string text;
    for (const auto& arch : view.sizes) {
        const bool detail = show.detail || show.functions;
        // Growth of some boards may be what others shrank by: those are told apart in detail only.
        if (arch.sums.empty() && !detail) continue;
        std::string boards;
        if (detail)
            for (const auto& board : arch.changed) boards += board_text(board, show, colours);
        if (arch.sums.empty() && boards.empty()) continue;
        text += fmt::format("{:>10}: (for {}/{} boards)", printable(arch.arch), arch.measured,
                            arch.boards);
        for (const auto& [part, sum] : arch.sums)
            text += coloured(
                colours, colour_of(sum),
                fmt::format(" {} {:+.1f}", printable(part),
                            static_cast<double>(sum) / static_cast<double>(arch.measured)));
        text += "\n" + boards;
    }
    return text;
}

}  // namespace bm::summary
